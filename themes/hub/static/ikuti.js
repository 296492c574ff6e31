/* The shops this phone follows, with what is new: their feeds are read from this host, and nothing is sent anywhere. */
(() => {
  "use strict";

  const KEY = "etalase-ikuti"; /* [[slug, name, [slugs of products that were seen]], …], the newest first */
  const AT_ONCE = 4;
  const MOST = 50;
  const KEPT = 200; /* products of a shop that are remembered: a feed has 20 */
  const DAY = 1440;
  const byId = (id) => document.getElementById(id);
  const words = byId("followed").dataset;
  const fromDisk = location.protocol === "file:";

  const isShop = (one) => Array.isArray(one) && /^[a-z0-9-]{3,40}$/.test(one[0]) && typeof one[1] === "string";
  const said = (text) => { byId("said").textContent = text; };
  const make = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text }, more);

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY) || "[]").filter(isShop);
    } catch {
      return []; /* not allowed, or no list */
    }
  };

  const write = (list) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(list));
      return true;
    } catch {
      said(words.refused);
      return false;
    }
  };

  /* Read again before it is written: another tab may have changed it. */
  const change = (slug, replace) =>
    write(read().flatMap((one) => (one[0] === slug ? replace(one) : [one])));

  /* ---- what a shop says ---- */

  class Gone extends Error {}

  const text = async (address) => {
    const answer = await fetch(address, { cache: "no-cache" });
    if (answer.status === 404 || answer.status === 410) throw new Gone();
    if (!answer.ok) throw new Error(answer.status);
    return answer.text();
  };

  /* Jakarta keeps UTC+7 all year: a date whose UTC parts are its time. */
  const isOpen = ({ hours, closed }) => {
    const now = new Date(Date.now() + 7 * 3600e3);
    if (closed && now.toISOString().slice(0, 10) <= closed) return false;
    const week = hours.split(",").map((day) => day.split("+").map((span) => span.split("-")));
    const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
    const today = (now.getUTCDay() + 6) % 7;
    return [[today, minute], [(today + 6) % 7, minute + DAY]].some(([day, at]) =>
      week[day].some(([start, end]) => +start <= at && at < +end));
  };

  const circleOf = async (slug) => JSON.parse((await text(`toko/${slug}.js`)).replace(/^[^(]*\(|\);\s*$/g, ""));

  /* [slug, name] of each product in a feed, the newest first. */
  const entriesOf = async (slug) => {
    const feed = new DOMParser().parseFromString(await text(`../${slug}/atom.xml`), "text/xml");
    return [...feed.getElementsByTagName("entry")].map((entry) => {
      const page = entry.getElementsByTagName("id")[0].textContent.split("/").pop();
      return [page.replace(/\.html$/, ""), entry.getElementsByTagName("title")[0].textContent];
    });
  };

  /* ---- rows: all are there from the start, and each keeps its place ---- */

  const rows = new Map();

  const show = ([slug, name]) => {
    const row = make("li", "", { className: "followed" });
    const title = make("h2", "");
    title.append(make("a", name, { href: `../${slug}/index.html` }));
    const state = make("p", "", { className: "find-place" });
    const news = make("p", "");
    const part = make("div", "");
    part.append(title, state, news);
    const drop = make("button", "×", { type: "button", className: "drop" });
    drop.setAttribute("aria-label", words.drop.replace("{shop}", name));
    drop.addEventListener("click", () => {
      if (!change(slug, () => [])) return;
      row.remove();
      rows.delete(slug);
      frame();
    });
    row.append(part, drop);
    byId("shops").append(row);
    rows.set(slug, { row, state, news });
  };

  const look = async ([slug, , seen]) => {
    const { state, news } = rows.get(slug);
    try {
      const circle = await circleOf(slug);
      if (circle.hours) state.textContent = isOpen(circle) ? words.open : words.shut;
      const entries = await entriesOf(slug);
      const known = new Set(Array.isArray(seen) ? seen : entries.map(([page]) => page));
      const fresh = entries.filter(([page]) => !known.has(page));
      news.textContent = fresh.length ? words.fresh.replace("{products}", fresh.map(([, name]) => name).join(", ")) : words.same;
      const pages = [...new Set([...entries.map(([page]) => page), ...known])].slice(0, KEPT);
      if (fresh.length || !Array.isArray(seen)) change(slug, ([, name]) => [[slug, name, pages]]);
      return fresh.length > 0;
    } catch (error) {
      if (error instanceof Gone) state.textContent = words.gone;
      else news.textContent = words.failed;
      return false;
    }
  };

  const lookAll = async (list) => {
    if (fromDisk || !list.length) return; /* a page from a disk may not read other files */
    said(words.looking);
    const todo = list.slice(0, MOST);
    let found = 0;
    const next = async () => {
      for (let one = todo.shift(); one; one = todo.shift()) if (rows.has(one[0]) && (await look(one))) found++;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    said((found ? words.looked.replace("{count}", found) : words.same) + (list.length > MOST ? ` ${words.most}` : ""));
  };

  const frame = () => {
    byId("nobody").hidden = rows.size > 0;
    byId("out").hidden = rows.size === 0;
    byId("carry").hidden = false;
  };

  /* ---- out and in ---- */

  const opml = (list) => {
    const made = document.implementation.createDocument("", "opml");
    made.documentElement.setAttribute("version", "2.0");
    const add = (parent, tag) => parent.appendChild(made.createElement(tag));
    add(add(made.documentElement, "head"), "title").textContent = document.title;
    const body = add(made.documentElement, "body");
    for (const [slug, name] of list) {
      const home = `${words.site}/${slug}/`;
      const said = { type: "rss", text: name, title: name, xmlUrl: `${home}atom.xml`, htmlUrl: home };
      const outline = add(body, "outline");
      for (const [key, value] of Object.entries(said)) outline.setAttribute(key, value);
    }
    return `<?xml version="1.0" encoding="utf-8"?>\n${new XMLSerializer().serializeToString(made)}\n`;
  };

  /* Shops of this hub in a list of feeds, by their addresses; whatever else is in it is left out. Read as HTML, which
     takes a list that is cut or broken as far as it goes. */
  const shopsIn = (typed) =>
    [...new DOMParser().parseFromString(typed, "text/html").getElementsByTagName("outline")].flatMap((outline) => {
      const address = outline.getAttribute("xmlUrl") || "";
      const [, slug] = /^\/([a-z0-9-]{3,40})\/atom\.xml$/.exec(address.startsWith(words.site) ? address.slice(words.site.length) : "") || [];
      return slug ? [[slug, (outline.getAttribute("title") || outline.getAttribute("text") || slug).slice(0, 60)]] : [];
    });

  byId("out").addEventListener("click", () => {
    const file = URL.createObjectURL(new Blob([opml(read())], { type: "text/x-opml" }));
    byId("out").href = file;
    setTimeout(() => URL.revokeObjectURL(file), 60e3);
  });

  byId("in").addEventListener("change", async ({ target }) => {
    const found = target.files[0] ? shopsIn(await target.files[0].text()) : [];
    target.value = "";
    const kept = read();
    const known = new Set(kept.map(([slug]) => slug));
    const added = found.filter(([slug]) => !known.has(slug) && known.add(slug));
    if (!found.length) return said(words.unread);
    if (!write([...kept, ...added])) return;
    added.forEach(show);
    frame();
    await lookAll(added);
    said(words.taken.replace("{count}", added.length));
  });

  const list = read();
  list.forEach(show);
  frame();
  lookAll(list);
})();
