// The basket: what a shopper wants of this shop, kept on her phone for a week, until it is one WhatsApp message.
(() => {
  "use strict";

  const sheet = document.getElementById("keranjang");
  if (!sheet) return;
  const words = sheet.dataset;
  const KEY = `etalase:keranjang:${words.toko}`;
  const NAME = "etalase:nama";
  const VERSION = 1;
  const WEEK = 7 * 24 * 3600e3;
  const MOST = 9999;
  const find = (selector) => sheet.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const make = (tag, values) => Object.assign(document.createElement(tag), values);

  // What this page says of products; a product's own page knows only itself until `askForTheRest`.
  const page = JSON.parse(document.getElementById("barang").textContent);
  const products = new Map(page.products.map((one) => [one.slug, one]));
  let knowsAll = page.all;

  // Jakarta keeps UTC+7 all year.
  const today = () => new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);

  // Undefined for a choice that is no more, null for a price to be asked for.
  const priceOf = (product, choice) => {
    const sold = choice || product.choices ? product.choices?.find((one) => one.name === choice) : product;
    if (!sold) return undefined;
    return sold.promo && today() <= product.until ? sold.promo : sold.price;
  };

  // A choice in the language of the page; baskets know it by its own name.
  const called = (product, choice) => product?.choices?.find((one) => one.name === choice)?.label ?? choice;

  // Files on a disk share one storage, whosever they are: there the basket lives as long as the page.
  const storage = (() => {
    if (location.protocol === "file:") return null;
    try {
      localStorage.setItem(`${KEY}?`, "");
      localStorage.removeItem(`${KEY}?`);
      return localStorage;
    } catch {
      return null;
    }
  })();

  const fresh = () => ({ version: VERSION, at: 0, lines: [], way: "", date: "", reference: "", sent: false });
  const isLine = (one) =>
    typeof one?.slug === "string" && typeof one.choice === "string" && typeof one.name === "string" &&
    typeof one.detail === "string" && typeof one.note === "string" && Number.isInteger(one.quantity) &&
    one.quantity > 0 && one.quantity <= MOST && [one.price, one.seen].every((p) => p === null || Number.isInteger(p));

  const stored = () => {
    try {
      const found = JSON.parse(storage.getItem(KEY));
      const age = Date.now() - found.at;
      if (found.version === VERSION && age < WEEK && found.lines.every(isLine)) return { ...fresh(), ...found };
    } catch {
      // nothing there, or nothing of ours
    }
    return fresh();
  };

  let basket = storage ? stored() : fresh();

  // Four letters that nobody mixes up when reading them aloud.
  const reference = () => {
    const letters = [...crypto.getRandomValues(new Uint8Array(4))].map((n) => "23456789ABCDEFGHJKMNPQRSTVWXYZ"[n % 30]);
    return `ER-${today().slice(8)}${today().slice(5, 7)}-${letters.join("")}`;
  };

  const change = (work) => {
    if (storage) basket = stored(); // another tab may have been here
    work(basket);
    basket.at = Date.now();
    if (basket.sent || !basket.reference) Object.assign(basket, { reference: reference(), sent: false });
    keep();
    show();
  };

  const keep = () => {
    if (!storage) return;
    try {
      if (basket.lines.length) storage.setItem(KEY, JSON.stringify(basket));
      else storage.removeItem(KEY);
    } catch {
      // a full phone: the basket lives as long as the page
    }
  };

  const lineOf = (slug, choice) => basket.lines.find((line) => line.slug === slug && line.choice === choice);
  const quantityOf = (slug, choice) => lineOf(slug, choice)?.quantity ?? 0;
  const least = (slug) => products.get(slug)?.min ?? 1;

  // Quantities between nothing and the smallest order are one of the two.
  const setQuantity = (slug, choice, quantity) =>
    change(() => {
      const line = lineOf(slug, choice);
      const before = line?.quantity ?? 0;
      const known = products.get(slug);
      if (quantity < least(slug)) quantity = quantity > before ? least(slug) : 0;
      quantity = Math.min(quantity, MOST);
      if (!quantity) basket.lines = basket.lines.filter((one) => one !== line);
      else if (line) line.quantity = quantity;
      else if (known) {
        const price = priceOf(known, choice);
        const detail = called(known, choice) || known.unit || "";
        basket.lines.push({ slug, choice, name: known.name, detail, quantity, price, seen: price, note: "" });
      }
    });

  // Prices are read from the page again and again; what changed is said until the shopper has seen it.
  const judged = (line) => {
    const known = products.get(line.slug);
    if (!known) return { ...line, out: knowsAll ? words.gone : "" };
    const price = priceOf(known, line.choice);
    if (price === undefined) return { ...line, out: words.gone };
    if (known.stock === "habis") return { ...line, price, out: words.soldout };
    const text = (one) => (one === null ? words.ask : pesanan.rupiah(one, words));
    const news = price === line.seen ? "" : pesanan.fill(words.changed, { before: text(line.seen), after: text(price) });
    return { ...line, name: known.name, lang: known.lang, detail: called(known, line.choice) || known.unit || "", price, news, out: "" };
  };

  const seeAll = () => {
    if (basket.lines.every((line) => judged(line).price === line.seen)) return;
    change(() => {
      for (const line of basket.lines) line.price = line.seen = judged(line).price;
    });
  };

  // Plus and minus

  const steppers = new Set();

  // On the page they are named for others to find; the sheet shows the same a second time.
  const stepper = (slug, choice, name, typed, named = true) => {
    const box = make("span", { className: "stepper" });
    const whole = choice ? `${name}, ${called(products.get(slug), choice)}` : name;
    const button = (kind, sign, sentence, step) => {
      const one = make("button", { type: "button", textContent: sign });
      if (named) Object.assign(one.dataset, { etalase: kind, produk: slug, ...(choice && { varian: choice }) });
      one.setAttribute("aria-label", pesanan.fill(sentence, { product: whole }));
      one.addEventListener("click", () => setQuantity(slug, choice, quantityOf(slug, choice) + step));
      return one;
    };
    const less = button("kurang", "−", words.less, -1);
    const more = button("tambah", "+", words.add, 1);
    more.dataset.label = find("h2").textContent;
    const count = typed
      ? make("input", { type: "number", min: 0, max: MOST, inputMode: "numeric" })
      : make("span");
    if (typed) {
      count.setAttribute("aria-label", `${words.quantity}: ${whole}`);
      count.addEventListener("change", () => {
        const quantity = Math.trunc(Number(count.value)) || 0;
        setQuantity(slug, choice, quantity > 0 ? Math.max(quantity, least(slug)) : 0);
      });
    }
    box.append(less, count, more);
    box.update = () => {
      const quantity = quantityOf(slug, choice);
      box.classList.toggle("some", quantity > 0);
      less.hidden = count.hidden = !quantity && !typed;
      if (typed) count.value = quantity || "";
      else count.textContent = quantity;
    };
    steppers.add(box);
    box.update();
    return box;
  };

  const place = () => {
    for (const card of all("#produk .card:not(.gone)")) {
      const link = card.querySelector("h3 a");
      const slug = link.getAttribute("href").replace(/^.*\/|\.html$/g, "");
      const choices = products.get(slug)?.choices;
      if (choices) {
        const choose = make("a", { className: "choose", href: `${link.getAttribute("href")}#varian`, textContent: words.choose });
        choose.setAttribute("aria-label", `${words.choose}: ${link.textContent}`);
        card.querySelector(".frame").append(choose);
      } else if (products.has(slug)) card.querySelector(".frame").append(stepper(slug, "", link.textContent));
    }
    for (const spot of all("[data-beli]")) {
      const { beli, varian = "", ketik } = spot.dataset;
      if (products.get(beli)?.stock === "habis") continue;
      spot.append(stepper(beli, varian, products.get(beli).name, ketik !== undefined));
      if (varian && spot.previousElementSibling.matches(".order")) spot.previousElementSibling.hidden = true; // the single link
    }
  };

  // The sheet

  const rows = new Map();

  const row = (line) => {
    const made = find("template").content.firstElementChild.cloneNode(true);
    made.querySelector(".count").replaceWith(stepper(line.slug, line.choice, line.name, true, false));
    const note = made.querySelector("textarea");
    note.value = line.note;
    note.addEventListener("input", () =>
      change(() => Object.assign(lineOf(line.slug, line.choice) ?? {}, { note: note.value })),
    );
    find(".lines").append(made);
    return made;
  };

  const showRows = (lines) => {
    const gone = new Set(rows.keys());
    for (const line of lines) {
      const key = `${line.slug}\n${line.choice}`;
      gone.delete(key);
      if (!rows.has(key)) rows.set(key, row(line));
      const shown = rows.get(key);
      const sum = line.price === null ? words.ask : pesanan.rupiah(line.price * line.quantity, words);
      shown.querySelector(".what").textContent = line.name;
      if (line.lang) shown.querySelector(".what").lang = line.lang;
      shown.querySelector(".detail").textContent = line.detail;
      shown.querySelector(".sum").textContent = line.out ? "" : sum;
      const said = shown.querySelector(".said");
      const news = line.out || line.news || "";
      if (said.textContent !== news) said.textContent = news;
      shown.classList.toggle("out", Boolean(line.out));
      const note = shown.querySelector("textarea");
      if (document.activeElement !== note) note.value = line.note;
    }
    for (const key of gone) {
      const had = rows.get(key);
      steppers.delete(had.querySelector(".stepper"));
      had.remove();
      rows.delete(key);
    }
  };

  const dateText = (day) => {
    const style = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return day ? new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "id", style).format(new Date(day)) : "";
  };

  const show = () => {
    const lines = basket.lines.map(judged);
    const ordered = lines.filter((line) => !line.out);
    const pieces = ordered.reduce((sum, line) => sum + line.quantity, 0);
    const asksDay = ordered.some((line) => products.get(line.slug)?.stock === "pesan dulu");
    const total = ordered.length ? pesanan.totalText(ordered, words) : "";
    const { amount, unpriced } = pesanan.total(ordered);
    const short = unpriced < ordered.length ? pesanan.rupiah(amount, words) + (unpriced ? "+" : "") : words.ask;
    for (const one of steppers) one.update();
    showRows(lines);
    for (const button of all("[data-etalase=keranjang]")) {
      button.hidden = !lines.length;
      const news = lines.some((line) => line.out || line.news) ? ` · ${words.news}` : "";
      button.querySelector("span").textContent = pesanan.fill(pieces === 1 ? words.bar1 : words.bar, { count: pieces, total: ordered.length ? short : "–" }) + news;
      button.closest(".bar").classList.toggle("full", Boolean(lines.length));
    }
    sheet.classList.toggle("empty", !lines.length);
    find(".wanted").hidden = !asksDay;
    find(".total b").textContent = total;
    if (document.activeElement !== find("[name=tanggal]")) find("[name=tanggal]").value = basket.date;
    find("[name=tanggal]").min = today();
    const ways = [...sheet.querySelectorAll("[name=pengiriman]")];
    const way = ways.find((one) => one.value === basket.way) ?? ways[0];
    if (way) way.checked = true;
    const order = {
      shop: words.nama,
      lines: ordered,
      way: way?.value ?? "",
      date: asksDay ? dateText(basket.date) : "",
      name: find("[name=nama]").value,
      reference: basket.reference,
      address: words.alamat,
    };
    const whole = pesanan.message(order, words);
    const text = pesanan.fitted(order, words);
    find("[data-etalase=kirim]").hidden = !ordered.length;
    find("[data-etalase=kirim]").href = pesanan.link(words.wa, text);
    find(".cut").hidden = text === whole;
    find(".cut button").onclick = () => copy(whole);
    document.dispatchEvent(new CustomEvent("keranjang", { detail: { total: amount, unpriced, pieces } }));
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = make("textarea", { value: text });
      sheet.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    find(".cut [role=status]").textContent = words.copied;
  };

  // The shop's own page knows what all its products cost now, and what the cards below a product lack.
  let rest;
  const askForTheRest = () => {
    if (knowsAll || location.protocol === "file:") return;
    rest ??= fetch(words.semua).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status))).then((html) => {
      // without its style, which this page's policy does not know
      const found = new DOMParser().parseFromString(html.replace(/<style>[^]*?<\/style>/, ""), "text/html");
      for (const one of JSON.parse(found.getElementById("barang").textContent).products) products.set(one.slug, one);
      knowsAll = true;
      for (const card of all("#lainnya .card")) {
        const href = card.querySelector("h3 a").getAttribute("href");
        const there = found.querySelector(`#produk .card h3 a[href="${CSS.escape(href)}"]`);
        const line = there?.closest(".card").querySelector("p");
        const over = line?.dataset.offer < today();
        const price = over ? line.querySelector("s").lastElementChild : line?.querySelector("b");
        if (price) card.querySelector("p").replaceChildren(make("b", { textContent: price.textContent }));
      }
      show();
    }).catch(() => (rest = undefined)); // offline: what was known stays
  };

  const remember = () => {
    try {
      if (find("[name=ingat]").checked) storage?.setItem(NAME, find("[name=nama]").value);
      else storage?.removeItem(NAME);
    } catch {
      // the name is only a convenience
    }
    show();
  };

  const start = () => {
    const name = storage?.getItem(NAME);
    find("[name=nama]").value = name ?? "";
    find("[name=ingat]").checked = Boolean(name);
    find("[name=ingat]").closest("label").hidden = !storage;
    place();
    show();
    for (const day of all(".day")) day.textContent = dateText(today());
    for (const button of all("[data-cetak]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }
    for (const button of all("[data-etalase=keranjang]")) {
      button.addEventListener("click", () => {
        askForTheRest();
        sheet.showModal();
      });
    }
    sheet.addEventListener("close", seeAll);
    find(".close").addEventListener("click", () => sheet.close());
    sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
    for (const way of sheet.querySelectorAll("[name=pengiriman]")) {
      way.addEventListener("change", () => change(() => (basket.way = way.value)));
    }
    find("[name=tanggal]").addEventListener("change", (event) => change(() => (basket.date = event.target.value)));
    for (const part of ["nama", "ingat"]) find(`[name=${part}]`).addEventListener("input", remember);
    find("[data-etalase=kirim]").addEventListener("click", () => {
      basket.sent = true;
      keep();
    });
    find(".clear").addEventListener("click", () => change(() => (basket = fresh())));
    const again = () => {
      basket = stored();
      show();
    };
    addEventListener("storage", (event) => event.key === KEY && again());
    addEventListener("pageshow", (event) => event.persisted && storage && again());
    const others = document.getElementById("lainnya");
    if (others) {
      new IntersectionObserver((seen, watch) => {
        if (!seen.some((one) => one.isIntersecting)) return;
        watch.disconnect();
        askForTheRest();
      }).observe(others);
    }
  };

  requestAnimationFrame(() => setTimeout(start));
})();
