/* The search page. The index comes as one classic script per kecamatan, so that it also works from a disk;
   each calls etalaseSearch(kecamatan, rows) with rows of [slug, name, category, place, slogan, "product|product"]. */
(() => {
  "use strict";

  const PAGE = 60;
  /* A small hub is searched whole. After this many rows a full page of finds is enough until the shopper asks
     for more: all of Jakarta would be some 40 MB on her data plan. */
  const THRIFTY_AFTER = 12000;
  /* Rows kept in memory; the oldest files go first and come back from the browser's cache. */
  const KEEP = 60000;
  const AHEAD = 3;
  const REDRAW = 150; /* ms between two looks at what has come in */
  const SLICE = 8; /* ms of work before the page may react again */

  const byId = (id) => document.getElementById(id);
  const config = JSON.parse(byId("search-config").textContent);
  const form = byId("search");
  const words = byId("q");
  const place = byId("kecamatan");
  const list = byId("found");
  const text = byId("finds").dataset;
  const language = document.documentElement.lang;

  const fill = (sentence, values) =>
    sentence.replace(/\{(\w+)\}/g, (_, key) => values[key].toLocaleString(language));

  /* "Kafé" and "kafe" are the same to a shopper. Most text is plain ASCII and skips the slow way. */
  const fold = (string) =>
    (/[^\x00-\x7f]/.test(string) ? string.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : string).toLowerCase();

  const breathe = () => new Promise((done) => setTimeout(done));

  /* ---- the index ---- */

  const shelves = new Map(); /* kecamatan -> {rows, folded} */
  const coming = new Map(); /* kecamatan -> promise of whether it arrived */

  window.etalaseSearch = (kecamatan, rows) => {
    shelves.set(kecamatan, { rows, folded: new Array(rows.length) });
    let kept = 0;
    for (const shelf of shelves.values()) kept += shelf.rows.length;
    for (const [oldest, shelf] of shelves) {
      if (kept <= KEEP || shelves.size <= AHEAD + 1) break;
      shelves.delete(oldest);
      kept -= shelf.rows.length;
    }
  };

  const load = (kecamatan) => {
    if (shelves.has(kecamatan)) return Promise.resolve(true);
    if (!coming.has(kecamatan)) {
      coming.set(kecamatan, new Promise((done) => {
        const script = document.createElement("script");
        const settle = () => {
          script.remove();
          coming.delete(kecamatan);
          done(shelves.has(kecamatan));
        };
        script.onload = settle;
        script.onerror = settle;
        script.src = config.files[kecamatan];
        document.head.append(script);
      }));
    }
    return coming.get(kecamatan);
  };

  /* ---- matching ---- */

  const FIELDS = [1000, 100, 10, 1]; /* name, products, slogan, place and category */
  const categoryOf = (row) => config.categories[row[2]] || "";

  const score = (row, wanted) => {
    const fields = [row[1], row[5], row[4], row[3] + " " + categoryOf(row)].map(fold);
    let points = fields[0].startsWith(wanted.join(" ")) ? FIELDS[0] : 0;
    for (const word of wanted) {
      const best = fields.findIndex((field) => field.includes(word));
      if (best < 0) continue;
      const at = fields[best].indexOf(word);
      const starts = at === 0 || /[^\p{L}\p{N}]/u.test(fields[best][at - 1]);
      points += starts ? FIELDS[best] * 1.5 : FIELDS[best];
    }
    return points;
  };

  const sift = async (shelf, search) => {
    const { rows, folded } = shelf;
    let until = performance.now() + SLICE;
    for (let i = 0; i < rows.length; i++) {
      if (i % 64 === 0 && performance.now() > until) {
        await breathe();
        if (search !== current) return;
        until = performance.now() + SLICE;
      }
      const row = rows[i];
      if (folded[i] === undefined) folded[i] = fold([row[1], row[5], row[4], row[3], categoryOf(row)].join("\n"));
      if (search.wanted.every((word) => folded[i].includes(word))) {
        search.finds.push({ row, points: score(row, search.wanted), node: null });
      }
    }
  };

  /* ---- showing: sellers' words only ever become text, never markup ---- */

  const make = (tag, className, ...content) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...content);
    return node;
  };

  const productsLine = (row, wanted) => {
    const hits = row[5].split("|").filter((name) => {
      const folded = fold(name);
      return wanted.some((word) => folded.includes(word));
    });
    if (!hits.length) return null;
    const line = make("p", "find-products", text.sells + " ", make("b", "", hits.slice(0, 3).join(", ")));
    if (hits.length > 3) line.append(" " + fill(text.moreProducts, { more: hits.length - 3 }));
    return line;
  };

  const show = ({ row }, wanted) => {
    const [slug, name, , where, slogan] = row;
    const link = make("a", "", name);
    link.href = config.root + encodeURIComponent(slug) + "/index.html";
    const sign = make("span", "find-sign", Array.from(name)[0] || "");
    sign.setAttribute("aria-hidden", "true");
    const body = make("div", "find-text", make("h2", "", link));
    const line = productsLine(row, wanted);
    if (line) body.append(line);
    else if (slogan) body.append(make("p", "", slogan));
    body.append(make("p", "find-place", [categoryOf(row), where].filter(Boolean).join(" · ")));
    return make("li", "", sign, body);
  };

  /* Finds above `frozen` stay where they are, because the shopper has already passed them. */
  const draw = (search) => {
    const { finds, frozen, limit, wanted } = search;
    search.drawn = performance.now();
    const open = finds.splice(frozen).sort((a, b) => b.points - a.points);
    for (const find of open) finds.push(find);
    const shown = Math.min(limit, finds.length);
    for (let i = 0; i < shown; i++) {
      const node = finds[i].node || (finds[i].node = show(finds[i], wanted));
      if (list.children[i] !== node) list.insertBefore(node, list.children[i] || null);
    }
    while (list.children.length > shown) list.lastChild.remove();
    const counts = {
      found: finds.length,
      done: search.all - search.queue.length - search.failed.length,
      all: search.all,
      failed: search.failed.length,
      words: words.value.trim(),
    };
    const state = search.busy ? "searching" : counts.failed ? "failed" : search.queue.length ? "partly"
      : finds.length ? "found" : "nothing";
    byId("progress").textContent = fill(text[state], counts);
    byId("more").hidden = search.busy || (shown === finds.length && !search.queue.length);
    byId("retry").hidden = search.busy || !counts.failed;
    byId("nothing").hidden = state !== "nothing";
    byId("elsewhere").hidden = !place.value;
    byId("prompt").hidden = true;
  };

  /* ---- one search: file after file, the next ones already on their way ---- */

  let current = null;

  const advance = async (search) => {
    search.busy = true;
    while (search.queue.length && (search.seen < THRIFTY_AFTER || search.finds.length < search.limit)) {
      search.queue.slice(1, AHEAD).forEach(load);
      const kecamatan = search.queue[0];
      const arrived = await load(kecamatan);
      if (search !== current) return;
      const shelf = shelves.get(kecamatan);
      if (arrived && shelf) {
        await sift(shelf, search);
        if (search !== current) return;
        search.seen += shelf.rows.length;
      } else {
        search.failed.push(kecamatan);
      }
      search.queue.shift();
      if (performance.now() - search.drawn > REDRAW) draw(search);
    }
    search.busy = false;
    draw(search);
  };

  const idle = () => {
    current = null;
    list.textContent = "";
    byId("progress").textContent = "";
    for (const id of ["more", "retry", "nothing"]) byId(id).hidden = true;
    byId("prompt").hidden = false;
  };

  const remember = () => {
    const query = new URLSearchParams();
    if (words.value.trim()) query.set("q", words.value.trim());
    if (place.value) query.set("kecamatan", place.value);
    try {
      history.replaceState(null, "", location.pathname + (query.toString() ? "?" + query : ""));
    } catch { /* not allowed on file:// */ }
  };

  const start = () => {
    clearTimeout(timer);
    remember();
    const wanted = fold(words.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (wanted.join("").length < 2) return idle();
    const key = place.value + "?" + wanted.join(" ");
    if (current && current.key === key && !current.failed.length) return undefined;
    const queue = place.value ? [place.value] : Object.keys(config.files);
    current = {
      key, wanted, queue, all: queue.length,
      finds: [], failed: [], seen: 0, drawn: performance.now(), frozen: 0, limit: PAGE, busy: false,
    };
    return advance(current);
  };

  let timer = 0;
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(start, 220);
  });
  place.addEventListener("change", start);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    words.blur(); /* puts the keyboard away, so that the finds are seen */
    start();
  });
  byId("more").addEventListener("click", () => {
    const search = current;
    search.frozen = Math.min(search.limit, search.finds.length);
    search.limit += PAGE;
    draw(search);
    const next = list.children[search.frozen];
    if (next) next.querySelector("a").focus({ preventScroll: true });
    if (search.queue.length) advance(search);
  });
  byId("retry").addEventListener("click", () => {
    current.queue.push(...current.failed.splice(0));
    advance(current);
  });
  byId("everywhere").addEventListener("click", () => {
    place.value = "";
    start();
  });

  const asked = new URLSearchParams(location.search);
  if (asked.has("q")) words.value = asked.get("q");
  if (asked.has("kecamatan")) {
    place.value = asked.get("kecamatan");
    if (place.selectedIndex < 0) place.value = "";
  }
  start();
  if (!words.value && matchMedia("(pointer: fine)").matches) words.focus();
})();
