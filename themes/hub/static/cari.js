/* The search page: what is typed and chosen becomes a list of finds. kata.js, indeks.js and temuan.js come first. */
(() => {
  "use strict";

  const PAGE = 20;
  const PAUSE = 300; /* ms without a key before a search begins */
  const FILES = 2; /* of words that start with what was typed */

  const { etalaseIndeks: indeks, etalaseTemuan: temuan } = window;
  const byId = (id) => document.getElementById(id);
  const config = JSON.parse(byId("search-config").textContent);
  const { find, card, query } = temuan(config);
  const words = byId("q");
  const place = byId("kecamatan");
  const category = byId("kategori");
  const nearest = byId("terdekat");
  const list = byId("found");
  const text = byId("finds").dataset;
  const language = document.documentElement.lang;

  const fill = (sentence, values) =>
    sentence.replace(/\{(\w+)\}/g, (_, key) => values[key].toLocaleString(language));

  /* ---- showing: sellers' words only ever become text, never markup ---- */

  const make = (tag, className, ...content) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...content);
    return node;
  };

  const rupiah = (price) => "Rp" + Math.abs(price).toLocaleString("id-ID");
  const priceText = (price) =>
    price === 0 ? text.ask : price < 0 ? fill(text.from, { price: rupiah(price) }) : rupiah(price);

  const show = (one) => {
    const title = one.product ? one.product[0] : one.name;
    const link = make("a", "", title);
    link.href = `../${encodeURIComponent(one.slug)}/${encodeURIComponent(one.page)}.html`;
    link.dataset.etalase = "hasil";
    const sign = make("span", "find-sign", Array.from(title)[0] || "");
    sign.setAttribute("aria-hidden", "true");
    const body = make("div", "find-text", make("h2", "", link));
    if (one.product) body.append(make("p", "", make("b", "", priceText(one.product[1])), " · ", one.name));
    else if (one.products.length) body.append(make("p", "", text.sells + " ", one.products.slice(0, 3).join(", ")));
    else if (one.slogan) body.append(make("p", "", one.slogan));
    body.append(make("p", "find-place", [one.category, one.place].filter(Boolean).join(" · ")));
    return make("li", "", sign, body);
  };

  /* ---- one search ---- */

  let current = null;

  const chosen = (select, all) => {
    const at = all.findIndex(([slug]) => slug === select.value);
    return at < 0 ? null : at;
  };

  const state = (name, values = {}) => {
    byId("progress").textContent = name ? fill(text[name], values) : "";
    byId("retry").hidden = name !== "failed";
    byId("nothing").hidden = name !== "nothing";
    byId("prompt").hidden = true;
  };

  const told = (search) => {
    const { found, whole } = search;
    const typed = words.value.trim();
    const counted = Math.max(found.counted, whole);
    byId("more").hidden = !search.full.length && !found.more;
    byId("everywhere").parentElement.hidden = !place.value && !category.value;
    search.rest.hidden = !whole || list.lastChild === search.rest;
    if (list.children.length === 1) {
      list.textContent = "";
      state("nothing", { words: typed });
    }
    else if (!whole) state("partly", { words: typed });
    else if (found.meant) state("meant", { words: typed, meant: found.meant });
    else state(found.atLeast && counted > whole ? "many" : "found", { found: counted });
  };

  /* The next finds. Their cards come side by side; a shop that is gone meanwhile is passed over, and one that only
     seemed to have all words joins those that have some, which fill up the first page. */
  const advance = async (search) => {
    const { found, full, partly, rest } = search;
    const looked = (some) => Promise.all(some.map(async (one) => ({ one, shown: await card(one, found.wanted) })));
    while (full.length && search.whole < search.limit) {
      for (const { one, shown } of await looked(full.splice(0, search.limit - search.whole))) {
        if (search !== current) return;
        if (shown && !shown.complete) partly.unshift(one);
        if (!shown || !shown.complete) continue;
        list.insertBefore(show(shown), rest);
        search.whole++;
      }
    }
    while (partly.length && list.children.length <= PAGE) {
      for (const { shown } of await looked(partly.splice(0, PAGE + 1 - list.children.length))) {
        if (search !== current) return;
        if (!shown) continue;
        list.insertBefore(show(shown), shown.complete ? rest : null);
        if (shown.complete) search.whole++;
      }
    }
  };

  /* A piece of work for a search, unless another one has begun; a file that does not come can be asked for again. */
  const attempt = async (search, work) => {
    byId("more").hidden = true;
    state("searching");
    try {
      await work();
      if (search === current) told(search);
    } catch (error) {
      if (!(error instanceof indeks.Unreachable)) throw error;
      search.failed = true;
      if (search === current) state("failed");
    }
  };

  const look = (search) => attempt(search, async () => {
    const found = await find(search.text, search.where);
    if (search !== current) return;
    const rest = make("li", "find-rest", make("h2", "", text.rest));
    Object.assign(search, { found, rest, full: found.full, partly: found.partly, whole: 0, limit: PAGE });
    list.replaceChildren(rest);
    await advance(search);
  });

  const remember = () => {
    const asked = new URLSearchParams();
    if (words.value.trim()) asked.set("q", words.value.trim());
    if (place.value) asked.set("kecamatan", place.value);
    if (category.value) asked.set("kategori", category.value);
    if (place.value && nearest.checked) asked.set("urut", "dekat");
    try {
      history.replaceState(null, "", location.pathname + (asked.toString() ? "?" + asked : ""));
    } catch { /* not allowed on file:// */ }
  };

  const idle = () => {
    current = null;
    list.textContent = "";
    for (const id of ["more", "retry", "nothing"]) byId(id).hidden = true;
    byId("progress").textContent = "";
    byId("prompt").hidden = false;
  };

  const start = () => {
    clearTimeout(timer);
    remember();
    byId("near").hidden = !place.value;
    const wanted = query(words.value);
    if (wanted.join("").length < 2) return idle();
    const here = chosen(place, config.places);
    const near = here !== null && nearest.checked;
    const where = { place: here, category: chosen(category, config.categories), nearest: near ? here : null, files: FILES };
    const key = JSON.stringify([wanted, where]);
    if (current && current.key === key && !current.failed) return undefined;
    current = { key, where, text: words.value };
    return look(current);
  };

  let timer = 0;
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(start, PAUSE);
  });
  for (const field of [place, category, nearest]) field.addEventListener("change", start);
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    words.blur(); /* puts the keyboard away, so that the finds are seen */
    start();
  });
  byId("more").addEventListener("click", async () => {
    const search = current;
    const before = search.whole;
    await attempt(search, async () => {
      if (!search.full.length) { /* words that start so stand in further files, too */
        Object.assign(search.where, { files: search.where.files * 2, deep: true });
        search.found = await find(search.text, search.where);
        search.full = search.found.full.slice(before);
      }
      search.limit += PAGE;
      await advance(search);
    });
    const next = list.children[before];
    if (next && next.querySelector("a")) next.querySelector("a").focus({ preventScroll: true });
  });
  byId("retry").addEventListener("click", () => {
    current.failed = false;
    look(current);
  });
  byId("everywhere").addEventListener("click", () => {
    place.value = "";
    category.value = "";
    start();
  });

  const asked = new URLSearchParams(location.search);
  if (asked.has("q")) words.value = asked.get("q");
  nearest.checked = asked.get("urut") === "dekat";
  for (const [select, name] of [[place, "kecamatan"], [category, "kategori"]]) {
    if (asked.has(name)) select.value = asked.get(name);
    if (select.selectedIndex < 0) select.value = "";
  }
  start();
  if (!words.value && matchMedia("(pointer: fine)").matches) words.focus();
})();
