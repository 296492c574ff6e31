/* The search page: what is typed and chosen becomes a list of finds. The other scripts of the search come first. */
(() => {
  "use strict";

  const PAGE = 20;
  const PAUSE = 300; /* ms without a key before a search begins */
  const FILES = 2; /* of words that start with what was typed */
  const BLOCKS = 24; /* files of cards that one tap may fetch */
  const SIFTED = ["buka", "harga", "kirim"]; /* what a filter asks for, beside place and category */

  const { etalaseIndeks: indeks, etalaseTemuan: temuan, etalaseSaya: saya } = window;
  const byId = (id) => document.getElementById(id);
  const config = JSON.parse(byId("search-config").textContent);
  const { find, shops, card, query } = temuan(config);
  const form = byId("search");
  const words = byId("q");
  const place = byId("kecamatan");
  const category = byId("kategori");
  const list = byId("found");
  const twin = document.querySelector(".tongue");
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

  const abroad = language === "en";
  const root = `${text.cari || ""}../`;
  const rupiah = (price) => (abroad ? "IDR " : "Rp") + Math.abs(price).toLocaleString(abroad ? "en" : "id-ID");

  /* A text in Indonesian; on a page in English it is marked, or its English is shown. */
  const own = (tag, said, english) => {
    const node = make(tag, "", (abroad && english) || said);
    if (abroad && !english) node.lang = "id";
    return node;
  };
  const priceText = (price) =>
    price === 0 ? text.ask : price < 0 ? fill(text.from, { price: rupiah(price) }) : rupiah(price);

  const pictured = ({ photo, name, product }) => {
    const sign = make("span", "find-sign");
    sign.setAttribute("aria-hidden", "true");
    if (!photo) sign.append(Array.from(product ? product[0] : name)[0] || "");
    else {
      const image = make("img");
      Object.assign(image, { loading: "lazy", decoding: "async", alt: "", width: 72, height: 72 });
      image.src = root + photo.split("/").map(encodeURIComponent).join("/");
      image.onerror = () => image.remove();
      sign.append(image);
    }
    return sign;
  };

  const show = (one) => {
    const link = one.product ? own("a", one.product[0], one.product[4]) : make("a", "", one.name);
    const folder = encodeURIComponent(one.slug) + (abroad && one.english ? "/en" : "");
    link.href = `${root}${folder}/${encodeURIComponent(one.page)}.html`;
    link.dataset.etalase = "hasil";
    const body = make("div", "find-text", make("h2", "", link));
    if (one.product) body.append(make("p", "", make("b", "", priceText(one.product[1])), " · ", one.name));
    else if (one.sold.length) {
      const sold = one.sold.slice(0, 3).flatMap(([title, , , , english]) => [", ", own("span", title, english)]);
      body.append(make("p", "", text.sells + " ", ...sold.slice(1)));
    } else if (one.slogan) body.append(own("p", one.slogan));
    body.append(make("p", "find-place", [one.category, one.place].filter(Boolean).join(" · ")));
    return make("li", "", pictured(one), body);
  };

  /* ---- one search ---- */

  let current = null;

  const state = (name, values = {}) => {
    byId("progress").textContent = name ? fill(text[name], values) : "";
    byId("retry").hidden = name !== "failed";
    byId("nothing").hidden = name !== "nothing" && name !== "empty";
    byId("prompt").hidden = true;
  };

  const told = (search) => {
    const { found, whole, rows, sifted } = search;
    const left = Boolean(search.full.length || found.more);
    const typed = words.value.trim();
    const counted = Math.max(found.counted, whole);
    byId("more").hidden = !left || rows > whole;
    byId("everywhere").parentElement.hidden = !place.value && !category.value;
    byId("unsifted").parentElement.hidden = !sifted;
    if (!rows) list.textContent = "";
    if (!rows && !left) state(search.text ? "nothing" : "empty", { words: typed });
    else if (!whole && rows) state("partly", { words: typed });
    else if (sifted) state(left ? "sofar" : "found", { found: whole, looked: search.known.size });
    else if (found.meant) state("meant", { words: typed, meant: found.meant });
    else state(found.atLeast && counted > whole ? "many" : "found", { found: counted });
  };

  /* What is on the screen stays where it is: rows are only ever put behind the others. */
  const append = (search, row) => {
    if (search.rows++) list.append(row);
    else list.replaceChildren(row);
  };

  /* The next of some finds whose cards may be fetched yet, each with the promise of its card. */
  const next = (search, finds, count) => {
    const batch = [];
    while (finds.length && batch.length < count) {
      const block = indeks.block(finds[0].id);
      if (search.blocks.size >= BLOCKS && !search.blocks.has(block)) break;
      search.blocks.add(block);
      const one = finds.shift();
      const coming = card(one, search.found.wanted, search.chosen);
      coming.catch(() => {}); /* told when its turn comes */
      search.known.add(one.id);
      batch.push({ one, coming });
    }
    return batch;
  };

  /* The next finds, in their order, each when its card is there. A shop that is gone meanwhile is passed over. One that
     only seemed to have all words joins those that have some: these fill up the first page, when there are no others. */
  const advance = async (search) => {
    const { found, full, partly } = search;
    search.blocks = new Set();
    for (let batch; (batch = next(search, full, search.limit - search.whole)).length;) {
      for (const { one, coming } of batch) {
        const shown = await coming;
        if (search !== current) return;
        if (!shown) continue;
        if (!shown.complete) partly.unshift(one);
        else if (shown.chosen) {
          append(search, show(shown));
          search.whole++;
        }
      }
    }
    if (full.length || (found.more && search.whole)) return;
    const close = [];
    for (let batch; (batch = next(search, partly, PAGE - search.rows - close.length)).length;) {
      for (const { coming } of batch) close.push(await coming);
      if (search !== current) return;
    }
    const some = close.filter((shown) => shown && shown.chosen);
    for (const shown of some.filter(({ complete }) => complete)) {
      append(search, show(shown));
      search.whole++;
    }
    const others = some.filter(({ complete }) => !complete);
    if (others.length && search.whole) append(search, make("li", "find-rest", make("h2", "", text.rest)));
    for (const shown of others) append(search, show(shown));
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

  const finding = ({ text, where }) => (text ? find(text, where) : shops(where));

  const look = (search) => attempt(search, async () => {
    list.style.minHeight = "";
    const found = await finding(search);
    if (search !== current) return;
    Object.assign(search, { found, full: found.full, partly: found.partly, whole: 0, rows: 0, known: new Set() });
    await advance(search);
  });

  const more = (search) => attempt(search, async () => {
    list.style.minHeight = `${list.offsetHeight + innerHeight}px`; /* what is below moves now, not when rows come */
    if (!search.full.length) { /* words that start so stand in further files, too */
      Object.assign(search.where, { files: search.where.files * 2, deep: true });
      search.found = await finding(search);
      search.full = search.found.full.filter(({ id }) => !search.known.has(id));
    }
    search.limit += PAGE;
    await advance(search);
  });

  /* ---- what is asked for, as an address says it ---- */

  const asked = () => {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) said.set(name, value.trim());
    return said;
  };

  const restore = (said) => {
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = said.get(field.name) === field.value;
      else if (field.name) field.value = said.get(field.name) || "";
      if (field.selectedIndex < 0) field.value = "";
    }
  };

  const numbered = (select, all) => {
    const at = all.findIndex(([slug]) => slug === select.value);
    return at < 0 ? null : at;
  };

  const idle = () => {
    current = null;
    list.textContent = "";
    for (const id of ["more", "retry", "nothing"]) byId(id).hidden = true;
    byId("progress").textContent = "";
    byId("prompt").hidden = false;
  };

  const start = (before) => {
    clearTimeout(timer);
    byId("terdekat").disabled = !place.value;
    const said = asked();
    try {
      history.replaceState(before, "", location.pathname + (`${said}` ? "?" + said : ""));
    } catch { /* not allowed on file:// */ }
    if (twin) twin.search = said;
    const typed = query(words.value).join("").length > 1 ? words.value : "";
    const here = numbered(place, config.places);
    const kind = numbered(category, config.categories);
    if (!typed && here === null && kind === null) return idle();
    const [low, high] = (said.get("harga") || "").split("-");
    const chosen = {
      open: said.has("buka"), low: Number(low), high: high === undefined ? 0 : Number(high) || Infinity,
      way: config.ways.indexOf(said.get("kirim")),
    };
    const nearest = said.has("urut") ? here : null;
    const where = { place: here, category: kind, nearest, files: FILES, deep: false };
    const key = JSON.stringify([query(typed), where, chosen]);
    if (current && current.key === key && !current.failed) return undefined;
    const sifted = chosen.open || high !== undefined || chosen.way >= 0;
    current = { key, where, chosen, sifted, text: typed, limit: PAGE };
    if (before) Object.assign(current, { limit: before.limit, where: { ...where, ...before.where } });
    return look(current);
  };

  let timer = 0;
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(start, PAUSE);
  });
  form.addEventListener("change", ({ target }) => {
    if (target === place) saya.set(place.value, place.selectedOptions[0].text);
    if (target !== words) start();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    words.blur(); /* puts the keyboard away, so that the finds are seen */
    start();
  });
  byId("more").addEventListener("click", async () => {
    const search = current;
    const before = search.rows;
    await more(search);
    const first = list.children[before];
    if (first && first.querySelector("a")) first.querySelector("a").focus({ preventScroll: true });
  });
  byId("retry").addEventListener("click", () => {
    current.failed = false;
    look(current);
  });
  byId("everywhere").addEventListener("click", () => {
    restore(new URLSearchParams({ q: words.value }));
    start();
  });

  byId("unsifted").addEventListener("click", () => {
    const said = asked();
    for (const name of SIFTED) said.delete(name);
    restore(said);
    start();
  });

  /* Who comes back finds what she saw, where she was. */
  document.addEventListener("click", () => {
    if (!current || !current.found) return;
    const { limit, where: { files, deep } } = current;
    history.replaceState({ asked: `${asked()}`, limit, where: { files, deep }, top: scrollY }, "");
  }, true);

  const before = history.state && history.state.limit ? history.state : null;
  const said = new URLSearchParams(before ? before.asked : location.search);
  if (!before && !said.has("kecamatan") && saya.slug) {
    said.set("kecamatan", saya.slug);
    said.set("urut", "dekat");
  } else if (!said.has("kecamatan")) said.set("urut", "dekat");
  restore(said);
  byId("sift").open = SIFTED.some((name) => said.has(name));
  const began = start(before);
  if (before) {
    const moved = new AbortController();
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(kind, () => moved.abort(), { signal: moved.signal, passive: true });
    }
    Promise.resolve(began).then(() => moved.signal.aborted || scrollTo(0, before.top));
  } else if (!current && matchMedia("(pointer: fine)").matches) words.focus();
})();
