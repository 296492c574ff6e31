/* The index of the search as files: classic scripts, so that it also works from a disk.

   isi.js says which file holds which stretch of keys; a file holds `key list` of each; toko/<n>.js holds the cards of
   up to 32 shops of one kecamatan and category. generator/search/ writes them, lists.py says what a list looks like. */
(() => {
  "use strict";

  const TIERS = 4;
  const BLOCK = 8192; /* ids of one block: product * 32 + place */
  const SLOTS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ()+-.,";
  const BITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  const indeks = {};
  window.etalaseIndeks = indeks;

  /* ---- what an id says ---- */

  indeks.block = (id) => Math.floor(id / BLOCK);
  indeks.slot = (id) => id % 32;
  indeks.product = (id) => Math.floor((id % BLOCK) / 32);
  indeks.shop = (id) => id - indeks.product(id) * 32;

  /* ---- files ---- */

  const arrived = new Map(); /* path -> what a script handed over */
  const coming = new Map(); /* path -> promise */

  window.etalaseIsi = (text) => {
    let number = 0;
    let first = "";
    arrived.set("isi", text === "" ? [] : text.split(";").map((entry) => {
      const [told, jump] = entry.split(" ");
      number = jump ? Number(jump) : number + 1;
      first = first.slice(0, told.charCodeAt(0) - 65) + told.slice(1); /* "Cxy": two signs of the one before, then xy */
      return { first, number };
    }));
  };
  window.etalaseDaftar = (number, first, end, text) => {
    const lists = new Map(text ? text.split(";").map((entry) => {
      const at = entry.indexOf(" ");
      return [entry.slice(0, at), entry.slice(at + 1)];
    }) : []);
    arrived.set("data/" + number, { first, end, lists });
  };
  window.etalaseToko = (number, shops) => arrived.set("toko/" + number, shops);

  /* A promise of what a file holds, or of null where it does not come. */
  const load = (name, path, fresh = "") => {
    if (arrived.has(name)) return Promise.resolve(arrived.get(name));
    if (!coming.has(name)) {
      coming.set(name, new Promise((done) => {
        const script = document.createElement("script");
        const settle = () => {
          script.remove();
          coming.delete(name);
          done(arrived.has(name) ? arrived.get(name) : null);
        };
        script.onload = settle;
        script.onerror = settle;
        script.src = (document.getElementById("finds").dataset.cari || "") + path + fresh;
        document.head.append(script);
      }));
    }
    return coming.get(name);
  };

  class Unreachable extends Error {}
  indeks.Unreachable = Unreachable;

  const contents = async (fresh) => {
    const found = await load("isi", "data/isi.js", fresh);
    if (!found) throw new Unreachable();
    return found;
  };

  const holderOf = (files, key) => {
    let low = 0;
    let high = files.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (files[middle].first <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  /* The file that holds a key. The hub may have been renewed since its contents were read: then they are read again. */
  const holder = async (key, again = true) => {
    const fresh = again ? "" : "?" + Date.now();
    const files = await contents(fresh);
    if (!files.length) return { first: "", end: "", lists: new Map() };
    const { number } = files[holderOf(files, key)];
    const file = await load("data/" + number, `data/${number}.js`, fresh);
    if (file && file.first <= key && (!file.end || key < file.end)) return file;
    if (!again) throw new Unreachable();
    arrived.delete("isi");
    arrived.delete("data/" + number);
    return holder(key, false);
  };

  const renewed = new Set(); /* blocks of cards that were read a second time */

  /* The card of a find, and of its product; null where there is none. Cards from before the hub was renewed are read
     again, once. */
  indeks.card = async (id) => {
    const block = indeks.block(id);
    const again = renewed.has(block) ? "?" + Date.now() : "";
    const shops = await load("toko/" + block, `toko/${block}.js`, again);
    if (!shops) throw new Unreachable();
    const shop = shops[indeks.slot(id)];
    const product = indeks.product(id) && shop ? shop[5][indeks.product(id) - 1] : null;
    if (shop && (product || !indeks.product(id))) return { shop, product };
    if (again) return null;
    renewed.add(block);
    arrived.delete("toko/" + block);
    return indeks.card(id);
  };

  /* ---- lists ---- */

  const tier = (text) => {
    const [, count, finds, , bits = ""] = /^(?:(\d+)\*)?([^!]*)(!(.*))?$/.exec(text);
    const ids = [];
    let block = 0;
    let step = 0;
    let product = 0;
    for (const sign of finds) {
      if (sign >= "a" && sign <= "z") step = step * 26 + sign.charCodeAt(0) - 97;
      else if (sign >= "0" && sign <= "9") product = product * 10 + Number(sign);
      else {
        block += step;
        ids.push(block * BLOCK + product * 32 + SLOTS.indexOf(sign));
        step = 0;
        product = 0;
      }
    }
    const masks = new Map();
    for (let i = 0; i * 3 < bits.length; i++) {
      const [high, middle, low] = [0, 1, 2].map((at) => BITS.indexOf(bits[i * 3 + at]));
      masks.set(ids[i], high * 4096 + middle * 64 + low);
    }
    return { ids, masks, capped: count !== undefined, count: count ? Number(count) : ids.length };
  };

  const decode = (text) => {
    const parts = text.split("|");
    return Array.from({ length: TIERS }, (_, at) => tier(parts[at] || ""));
  };

  indeks.decode = decode;

  /* The list of a key by tiers, or null. */
  indeks.list = async (key) => {
    const { lists } = await holder(key);
    return lists.has(key) ? decode(lists.get(key)) : null;
  };

  /* The lists of all longer words that start so, from the next `files` files; `more` says whether others follow. */
  indeks.longer = async (start, files) => {
    const found = [];
    let key = start;
    for (let count = 0; count < files; count++) {
      const file = await holder(key);
      for (const [word, text] of file.lists) {
        if (word !== start && word.startsWith(start)) found.push({ word, tiers: decode(text) });
      }
      if (!file.end || !file.end.startsWith(start)) return { found, more: false };
      key = file.end;
    }
    return { found, more: true };
  };

  /* The lists of all words that `isAlike` of the file where a word would stand. */
  indeks.alike = async (word, isAlike) => {
    const { lists } = await holder(word);
    return [...lists]
      .filter(([other]) => !/^[#$&]/.test(other) && isAlike(other))
      .map(([other, text]) => ({ word: other, tiers: decode(text) }));
  };
})();
