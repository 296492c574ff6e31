/* From what was typed to finds in their order: lists are cut with one another, cards are looked at last. */
(() => {
  "use strict";

  const { etalaseKata: kata, etalaseIndeks: indeks } = window;
  const [PRODUCT, PLACE] = [1, 2]; /* tiers: shop name, product, place and category, slogan */
  const ENOUGH = 20;

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

    const bits = (meaning) => meaning.words.reduce((sum, word) => sum | kata.bit(word), 0);

    /* Documents with all words, in one tier. A list that is cut short may still hold what a complete one's bits promise. */
    const inAll = (meanings, at) => {
      const tiers = meanings.map((one) => one.all[at]);
      const driver = tiers
        .map((tier, number) => ({ tier, number }))
        .sort((a, b) => a.tier.capped - b.tier.capped || a.tier.ids.length - b.tier.ids.length)[0];
      const others = meanings
        .map((one, number) => ({ tier: tiers[number], bits: bits(one), number }))
        .filter(({ number }) => number !== driver.number)
        .map(({ tier, bits }) => ({ bits, capped: tier.capped, ids: new Set(tier.ids), last: tier.ids.at(-1) || 0 }));
      return driver.tier.ids.filter((id) => others.every((other) =>
        other.ids.has(id)
        || (other.capped && id > other.last && (driver.tier.masks.get(id) || 0) & other.bits)));
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
        bits: bits(each),
        ids: new Set(each.all[at].ids),
      }));
      return tier.ids.filter((id) => rest.every(({ ids, bits }) => ids.has(id) || (tier.masks.get(id) || 0) & bits));
    };

    /* Shops that have all words: a product with some of them in a shop that has the others itself; the shop, where they
       are all its own, or spread over its products. */
    const inShops = (meanings) => {
      const shops = meanings.map(({ all }) => {
        const found = new Map();
        all.forEach((tier, at) => tier.ids.forEach((id) => {
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

    const whole = async (wanted, where, files, last = wanted.at(-1)) => {
      const meanings = [];
      for (const word of wanted) {
        meanings.push(await meaning(word, where, { last: word === last, files }));
      }
      const full = [];
      if (meanings.length === 1) {
        const [{ exact, all }] = meanings;
        for (const tiers of [exact, all]) {
          tiers.forEach(({ ids }, rank) => ids.forEach((id) => full.push({ id, rank })));
        }
      } else if (meanings.every(({ words }) => words.length)) {
        for (let at = 0; at < 4; at++) inAll(meanings, at).forEach((id) => full.push({ id, rank: at }));
        for (let at = 0; at < 4 && full.length < ENOUGH; at++) {
          for (const id of await fromPairs(meanings, at, where)) full.push({ id, rank: at });
        }
        full.sort(byRank);
        full.push(...inShops(meanings).map(({ id, rank }) => ({ id, rank: 4 + rank })));
      }
      return { full, meanings };
    };

    /* 900 for 937: how many there are at least. */
    const rounded = (number) => {
      const step = 10 ** (String(number).length - 1);
      return Math.floor(number / step) * step;
    };

    /* What is found, best first: `full` has all words, `partly` some; `nearest` puts shops of a kecamatan first.
       `counted` says how many, `atLeast` that there are more; `meant` what a slip was taken for. */
    const find = async (text, chosen) => {
      const wanted = equal.query(text);
      const found = await findAll(wanted, chosen);
      const plain = kata.split(text);
      const replaced = plain.some((word) => !wanted.includes(word));
      return found.full.length || !replaced ? found : findAll([...new Set(plain)], chosen);
    };

    const findAll = async (wanted, { place, category, nearest, files }) => {
      const where = { place: nearest === null ? place : null, category };
      const { full, meanings } = await whole(wanted, where, files);
      if (nearest !== null) {
        const close = await whole(wanted, { place: nearest, category }, files);
        full.unshift(...close.full);
      }
      if (place === null || nearest !== null) {
        for (const { place, rest } of named(wanted)) {
          const there = await whole(rest, { place, category }, files, wanted.at(-1));
          const together = (rank) => (rank < 4 ? 4 + rank * rest.length : rank) + PLACE;
          full.push(...there.full.map(({ id, rank }) => ({ id, rank: together(rank) })));
        }
        if (meanings.length > 1) full.sort(byRank);
      }
      const found = inOrder(full);
      if (nearest !== null) {
        const distance = ({ id }) =>
          placeOf(id) === nearest ? 0 : kotaOf(placeOf(id)) === kotaOf(nearest) ? 1 : 2;
        found.sort((a, b) => distance(a) - distance(b)); /* stable */
      }
      const partly = meanings.length < 2 ? [] : [...meanings]
        .filter(({ words }) => words.length)
        .sort((a, b) => count(a.all) - count(b.all))
        .flatMap(({ all }) => all.flatMap(({ ids }, rank) => ids.map((id) => ({ id, rank }))));
      const known = new Set(found.map(({ id }) => id));
      const single = meanings.length === 1 ? count(meanings[0].all) : 0;
      const atLeast = meanings.some(({ all, more }) => more || isCommon(all));
      const counted = Math.max(single, found.length);
      return {
        wanted: meanings.map(({ typed, words }) => ({ typed, words: new Set(words) })),
        full: found,
        partly: inOrder(partly).filter(({ id }) => !known.has(id)),
        counted: atLeast ? rounded(counted) : counted,
        atLeast,
        more: meanings.some(({ more }) => more),
        meant: meanings.some(({ meant }) => meant)
          ? meanings.map(({ typed, meant }) => meant || typed).join(" ") : null,
      };
    };

    /* ---- cards ---- */

    /* A find as it is shown, with how many of the words it has; null where the hub was renewed meanwhile. */
    const card = async ({ id }, wanted) => {
      const found = await indeks.card(id);
      if (!found) return null;
      const { shop: [slug, name, place, slogan, , products], product } = found;
      const category = config.categories[categoryOf(id)];
      const words = (...texts) => texts.flatMap((text) => equal.index(text));
      const has = (found) => wanted.filter((one) => found.some((word) => one.words.has(word))).length;
      const offered = products.filter(Boolean);
      const shopWords = words(name, place, category ? category[1] : "", slogan);
      const own = product ? words(product[0]) : offered.flatMap(([title]) => words(title));
      if (!has(own) && !has(shopWords)) return null;
      const hits = offered.filter(([title]) => has(words(title)));
      return {
        id, slug, name, place, slogan, product,
        category: category ? category[1] : "",
        products: hits.concat(offered.filter((one) => !hits.includes(one))).map(([title]) => title),
        page: product ? product[2] || kata.folded(product[0]).join("-") : "index",
        complete: has([...shopWords, ...own]) === wanted.length,
      };
    };

    return { find, card, query: equal.query };
  };
})();
