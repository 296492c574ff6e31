/* A find as it is shown: its card, whether it has all words, and whether it is what was chosen besides. */
(() => {
  "use strict";

  const { etalaseKata: kata, etalaseIndeks: indeks } = window;
  const DAY = 1440;

  /* Jakarta keeps UTC+7 all year: a date whose UTC parts are its time. */
  const jakarta = () => new Date(Date.now() + 7 * 3600e3);
  const lasts = (day) => Boolean(day) && jakarta().toISOString().slice(0, 10) <= day;

  /* A span may end after midnight of the next day. */
  const isOpen = ([hours, , closed]) => {
    const now = jakarta();
    if (!hours || lasts(closed)) return false;
    const week = hours.split(",").map((day) => day.split("+").map((span) => span.split("-")));
    const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
    const today = (now.getUTCDay() + 6) % 7;
    return [[today, minute], [(today + 6) % 7, minute + DAY]].some(([day, at]) =>
      week[day].some(([start, end]) => +start <= at && at < +end));
  };

  window.etalaseKartu = (config, equal, categoryOf) => {
    const words = (...texts) => texts.flatMap((text) => equal.index(text));

    /* `chosen`: open (now), low and high (rupiah), way (its number); null where there is no card any more. */
    return async ({ id }, wanted, { open, low, high, way } = {}) => {
      const found = await indeks.card(id);
      if (!found) return null;
      const { shop: [slug, name, place, slogan, facts, products] } = found;
      const today = ([title, price, photo, page, offer, until, english = ""]) =>
        [title, lasts(until) ? offer : price, photo, page, english];
      const product = found.product && today(found.product);
      const [, category, shown = category] = config.categories[categoryOf(id)] || [];
      const has = (found) => wanted.filter((one) => found.some((word) => one.words.has(word))).length;
      const costs = ([, price]) => !high || (price && Math.abs(price) >= low && Math.abs(price) <= high);
      const offered = products.filter(Boolean).map(today);
      const shopWords = words(name, place, category || "", slogan);
      const titled = ([title, , , , english]) => words(title, english);
      const own = product ? titled(product) : offered.flatMap(titled);
      if (!has(own) && !has(shopWords)) return null;
      const rate = (one) => !costs(one) * 2 + !has(titled(one));
      const sold = product ? [product] : [...offered].sort((a, b) => rate(a) - rate(b)); /* stable */
      const photo = (sold.find((one) => one[2]) || [])[2];
      return {
        slug, name, place, slogan, product, sold, category: shown, english: product ? product[4] : (facts || [])[3],
        photo: photo && `${slug}/foto/${photo}.webp`,
        page: product ? product[3] || kata.folded(product[0]).join("-") : "index",
        complete: has([...shopWords, ...own]) === wanted.length,
        chosen: (!open || isOpen(facts || [])) && (way < 0 || way === undefined || (facts[1] || "").includes(way))
          && (!high || sold.some(costs)),
      };
    };
  };
})();
