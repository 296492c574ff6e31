/* From what was typed to finds in their order: lists are cut with one another; cards (kartu.js) are looked at last. */
(() => {
  "use strict";

  const { etalaseKata: kata, etalaseIndeks: indeks } = window;
  const [PRODUCT, PLACE] = [1, 2]; /* tiers: shop name, product, place and category, slogan */
  const ENOUGH = 20;
  /* Ranks: all words in one product or one line of the shop, by its tier; then spread over a shop; then with a longer
     word for the last; and of a typed kecamatan's name, what is there comes before what only says so. */
  const [SPREAD, PIECES, ELSEWHERE] = [4, 1000, 10000];

  window.etalaseTemuan = (config) => {
    const places = config.places.length;
    const groups = (config.categories.length + 1) * places;
    const equal = kata.equal(config);

    const placeOf = (id) => indeks.block(id) % places;
    const categoryOf = (id) => Math.floor((indeks.block(id) % groups) / places);
    const kotaOf = (place) => config.places[place][2];

    /* ---- the lists of one word ---- */

    const kept = (tiers, { place, category }) =>
      tiers.map((tier) => ({
        ...tier,
        ids: place === null && category === null ? tier.ids : tier.ids.filter((id) =>
          (place === null || placeOf(id) === place) && (category === null || categoryOf(id) === category)),
      }));

    const isCommon = (tiers) => Boolean(tiers && tiers.some((tier) => tier.capped));

    /* The list of a word where one looks: that of the kecamatan or the category, if the word has too many finds. */
    const listOf = async (word, where) => {
      const own = where.place === null ? null : await indeks.list(`$${where.place}:${word}`);
      if (own) return kept(own, where);
      const all = await indeks.list(word);
      if (isCommon(all) && where.category !== null) {
        const part = await indeks.list(`#${where.category}:${word}`);
        if (part) return kept(part, where);
      }
      return all && kept(all, where);
    };

    const count = (tiers) => tiers.reduce((sum, tier) => sum + (tier.capped ? tier.count : tier.ids.length), 0);

    const together = (lists) =>
      [0, 1, 2, 3].map((at) => {
        const tiers = lists.map((tiers) => tiers[at]);
        return {
          ids: [...new Set(tiers.flatMap((tier) => tier.ids))].sort((a, b) => a - b),
          masks: new Map(tiers.flatMap((tier) => [...tier.masks])),
          capped: tiers.some((tier) => tier.capped),
          count: tiers.reduce((sum, tier) => sum + tier.count, 0),
        };
      });

    /* Everything a typed word may mean: itself, longer words if it is the last, and words like it if there is none. */
    const meaning = async (typed, where, { last, files }) => {
      const exact = await listOf(typed, where);
      const found = { typed, words: exact ? [typed] : [], lists: exact ? [exact] : [], more: false, meant: null };
      if (last && typed.length > 1 && !isCommon(exact)) {
        const longer = await indeks.longer(typed, files);
        found.more = longer.more;
        for (const { word, tiers } of longer.found) {
          found.words.push(word);
          found.lists.push(kept(tiers, where));
        }
      }
      if (!found.words.length && typed.length > 3) await likeness(found, where);
      found.exact = found.meant ? found.lists[0] : exact || together([]);
      found.all = found.lists.length === 1 ? found.lists[0] : together(found.lists);
      return found;
    };

    const likeness = async (found, where) => {
      const isAlike = (other) => kata.near(found.typed, other);
      let alike = await indeks.alike(found.typed, isAlike);
      for (const start of alike.length ? [] : kata.swapped(found.typed)) {
        alike = alike.concat(await indeks.alike(start, isAlike));
      }
      alike.sort((a, b) => count(b.tiers) - count(a.tiers));
      if (!alike.length) return;
      found.meant = alike[0].word;
      found.words = [found.meant];
      found.lists = [(await listOf(found.meant, where)) || kept(alike[0].tiers, where)];
    };

    /* ---- several words ---- */

    /* A typed word as it stands, or with all that it may be the start of: its list and its bits. */
    const whole = ({ exact, words }) => ({ tiers: exact, bits: kata.bit(words[0]) });
    const started = ({ all, words }) => ({ tiers: all, bits: words.reduce((sum, word) => sum | kata.bit(word), 0) });

    /* Documents with all words, in one tier. A list that is cut short may still hold what a complete one's bits promise. */
    const inAll = (lists, at) => {
      const [driver, ...others] = lists
        .map(({ tiers, bits }) => ({ ...tiers[at], bits, known: new Set(tiers[at].ids), last: tiers[at].ids.at(-1) || 0 }))
        .sort((a, b) => a.capped - b.capped || a.ids.length - b.ids.length);
      return driver.ids.filter((id) => others.every((other) =>
        other.known.has(id)
        || (other.capped && id > other.last && (driver.masks.get(id) || 0) & other.bits)));
    };

    /* Of two words that both have too many finds there is a list of documents with both. */
    const fromPairs = async (meanings, at, where) => {
      const common = meanings.filter((one) => one.exact[at] && one.exact[at].capped);
      if (common.length < 2) return [];
      common.sort((a, b) => a.exact[at].count - b.exact[at].count);
      const [one, other] = [common[0].words[0], common[1].words[0]].sort();
      const list = await indeks.list(`&${one}:${other}`);
      if (!list) return [];
      const [tier] = kept([list[at]], where);
      const rest = meanings.filter((each) => each !== common[0] && each !== common[1]).map((each) => ({
        bits: whole(each).bits,
        ids: new Set(each.exact[at].ids),
      }));
      return tier.ids.filter((id) => rest.every(({ ids, bits }) => ids.has(id) || (tier.masks.get(id) || 0) & bits));
    };

    /* Shops that have all words: a product with some of them in a shop that has the others itself; the shop, where they
       are all its own, or spread over its products. */
    const inShops = (lists) => {
      const shops = lists.map(({ tiers }) => {
        const found = new Map();
        tiers.forEach((tier, at) => tier.ids.forEach((id) => {
          const shop = indeks.shop(id);
          if (!found.has(shop)) found.set(shop, { own: null, products: new Set() });
          const known = found.get(shop);
          if (id !== shop) known.products.add(id);
          else if (known.own === null) known.own = at;
        }));
        return found;
      });
      const found = [];
      for (const [shop] of shops.reduce((a, b) => (a.size < b.size ? a : b))) {
        const each = shops.map((known) => known.get(shop));
        if (!each.every(Boolean)) continue;
        const rank = (id) => each.reduce((sum, { own, products }) => sum + (products.has(id) ? PRODUCT : own), 0);
        const products = [...new Set(each.flatMap(({ products }) => [...products]))]
          .filter((id) => each.every(({ own, products }) => own !== null || products.has(id)));
        for (const id of products) found.push({ id, rank: rank(id) });
        if (!products.length || each.every(({ own }) => own !== null)) {
          found.push({ id: shop, rank: each.reduce((sum, { own }) => sum + (own === null ? PRODUCT : own), 0) });
        }
      }
      return found;
    };

    /* Kecamatan that are named in what was typed, with the words that are left. */
    const named = (wanted) =>
      config.places.flatMap(([, name], place) => {
        const words = equal.query(name);
        const rest = wanted.filter((word) => !words.includes(word));
        return rest.length && rest.length + words.length === wanted.length ? [{ place, rest }] : [];
      });

    /* ---- all of it ---- */

    const inOrder = (found) => {
      const known = new Set();
      return found.filter(({ id }) => !known.has(id) && known.add(id));
    };

    const byRank = (a, b) => a.rank - b.rank || a.id - b.id;

    /* Everything with all of these words, the best first, and what each was taken for. */
    const withAll = async (wanted, where, files, last) => {
      const meanings = [];
      for (const word of wanted) {
        meanings.push(await meaning(word, where, { last: word === last, files }));
      }
      const full = [];
      const add = (ids, rank) => ids.forEach((id) => full.push({ id, rank }));
      const longer = meanings.some(({ exact, all }) => exact !== all);
      for (const [level, taken] of (longer ? [whole, started] : [whole]).entries()) {
        if (!meanings.every(({ words }) => words.length)) break;
        const lists = meanings.map(taken);
        const rank = level * PIECES;
        for (let at = 0; at < 4; at++) add(inAll(lists, at), rank + at);
        if (lists.length < 2) continue;
        for (let at = 0; !level && at < 4 && full.length < ENOUGH; at++) add(await fromPairs(meanings, at, where), at);
        full.push(...inShops(lists).map((one) => ({ id: one.id, rank: rank + SPREAD + one.rank })));
      }
      return { full: full.sort(byRank), meanings };
    };

    /* 900 for 937: how many there are at least. */
    const rounded = (number) => {
      const step = 10 ** (String(number).length - 1);
      return Math.floor(number / step) * step;
    };

    /* What is found, best first: `full` has all words, `partly` some; of what is alike, shops of the kecamatan `nearest`
       and of its kota come first. Where a kecamatan was typed, one looks beyond it only if `deep`, or if little is there.
       `counted` says how many, `atLeast` that there are more; `meant` what a slip was taken for. */
    const find = async (text, chosen) => {
      const wanted = equal.query(text);
      const found = await findAll(wanted, chosen);
      const plain = kata.split(text);
      const replaced = plain.some((word) => !wanted.includes(word));
      return found.full.length || !replaced ? found : findAll([...new Set(plain)], chosen);
    };

    const findAll = async (wanted, { place, category, nearest, files, deep }) => {
      const where = { place: nearest === null ? place : null, category };
      const last = wanted.at(-1);
      const taken = new Map(wanted.map((typed) => [typed, { typed, words: [typed], meant: null }]));
      const found = [];
      const add = ({ full, meanings }, elsewhere) => {
        for (const one of meanings) taken.set(one.typed, one);
        found.push(...full.map(({ id, rank }) => ({ id, rank: rank + elsewhere })));
      };
      for (const there of where.place === null ? named(wanted) : []) {
        add(await withAll(there.rest, { place: there.place, category }, files, last), 0);
      }
      const enough = found.length >= ENOUGH && !deep;
      if (!enough) {
        if (nearest !== null) add(await withAll(wanted, { place: nearest, category }, files, last), ELSEWHERE);
        add(await withAll(wanted, where, files, last), ELSEWHERE);
      }
      const kind = ({ rank }) => Math.floor(rank / PIECES) * 2 + (rank % PIECES >= SPREAD);
      const distance = ({ id }) =>
        nearest === null || placeOf(id) === nearest ? 0 : kotaOf(placeOf(id)) === kotaOf(nearest) ? 1 : 2;
      const full = inOrder(found.sort((a, b) => kind(a) - kind(b) || distance(a) - distance(b) || byRank(a, b)));
      const meanings = [...taken.values()];
      const partly = enough || meanings.length < 2 ? [] : meanings
        .filter(({ words }) => words.length)
        .sort((a, b) => count(a.all) - count(b.all))
        .flatMap(({ all }) => all.flatMap(({ ids }) => ids.map((id) => ({ id }))));
      const known = new Set(full.map(({ id }) => id));
      const more = enough || meanings.some((one) => one.more);
      const atLeast = more || meanings.some(({ all }) => isCommon(all));
      const counted = Math.max(meanings.length === 1 ? count(meanings[0].all) : 0, full.length);
      return {
        wanted: meanings.map(({ typed, words }) => ({ typed, words: new Set(words) })),
        full,
        partly: inOrder(partly).filter(({ id }) => !known.has(id)),
        counted: atLeast ? rounded(counted) : counted,
        atLeast,
        more,
        meant: meanings.some(({ meant }) => meant)
          ? meanings.map(({ typed, meant }) => meant || typed).join(" ") : null,
      };
    };

    /* All shops of a category or of a kecamatan: every one of them has the first word of its name. */
    const shops = async (where) => {
      const [, name] = where.category === null ? config.places[where.place] : config.categories[where.category];
      const found = await findAll([equal.query(name)[0]], where.category === null ? { ...where, nearest: null } : where);
      const full = found.full.filter(({ id }) => !indeks.product(id));
      return { ...found, full, counted: found.atLeast ? rounded(full.length) : full.length };
    };

    return { find, shops, card: window.etalaseKartu(config, equal, categoryOf), query: equal.query };
  };
})();
