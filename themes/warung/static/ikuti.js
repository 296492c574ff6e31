// Follows a shop on this phone only, and shows who follows it and who is beside it. Fetched when a shopper turns to either.
(() => {
  "use strict";

  const KEY = "etalase-ikuti"; // [[slug, name, [slugs of products that were seen]], …], the newest first
  const heart = document.querySelector("[data-etalase=ikuti]");
  const words = heart.dataset;
  const place = document.querySelector(".circle");

  const isShop = (one) => Array.isArray(one) && /^[a-z0-9-]{3,40}$/.test(one[0]) && typeof one[1] === "string";

  // Where nothing can be kept, reading fails as well.
  const read = () => {
    const text = localStorage.getItem(KEY);
    try {
      return JSON.parse(text || "[]").filter(isShop);
    } catch {
      return []; // what is no list is none
    }
  };

  const make = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text }, more);

  const say = (text, link) => {
    const said = heart.parentElement.querySelector("[role=status]");
    said.textContent = `${text} `;
    if (link) said.append(make("a", link, { href: words.list }));
  };

  // What the shop sells today is not new when the shopper looks at her shops for the first time.
  const seen = () =>
    [...document.querySelectorAll("#produk .card h3 a")].map((link) => link.getAttribute("href").replace(/^.*\/|\.html$/g, ""));

  window.etalaseFollow = () => {
    try {
      const kept = read();
      const others = kept.filter(([slug]) => slug !== words.slug);
      const follows = others.length === kept.length;
      if (follows) others.unshift([words.slug, words.name, seen()]);
      localStorage.setItem(KEY, JSON.stringify(others));
      heart.setAttribute("aria-pressed", follows);
      if (follows) say(words.kept, words.see);
      else say(words.gone);
    } catch {
      say(words.refused);
    }
  };

  const root = place.dataset.src.replace(/ikuti.*/, ""); // from this page to the site's root
  const address = (slug) => `${root}${slug}/index.html`;

  const row = ([slug, name], note) => {
    const found = make("li", "");
    const letter = (/[\p{L}\p{N}]/u.exec(name) || ["·"])[0].toUpperCase();
    const initial = make("span", letter, { className: "blank" });
    initial.setAttribute("aria-hidden", "true");
    found.append(initial, make("a", name, { href: address(slug) }));
    if (note) found.append(make("span", note));
    return found;
  };

  window.etalaseCircle = ({ followers, mutual = [], others = [], before, after }) => {
    const said = place.dataset;
    if (before && after) {
      const ring = make("p", "", { className: "ring" });
      for (const [[slug, name], label] of [[before, said.before], [after, said.after]]) {
        const link = make("a", "", { href: address(slug) });
        link.append(make("small", label), name);
        ring.append(link);
      }
      place.append(make("h3", said.ring), ring);
    }
    if (followers) {
      const list = make("ul", "", { className: "follows" });
      list.append(...mutual.map((one) => row(one, said.mutual)), ...others.map((one) => row(one)));
      place.append(make("h3", said.by.replace("{count}", followers.toLocaleString(document.documentElement.lang))), list);
    }
  };

  document.head.append(make("script", "", { src: place.dataset.src }));
})();
