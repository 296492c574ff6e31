// An order as one WhatsApp message: nothing but functions of their arguments.
// order: {shop, lines: [{name, detail, quantity, price, note}], way, date, name, reference, address}; a price is
// whole rupiah or null, an empty text is left out. words: sentences with {places}, see templates/basket.html.
const pesanan = (() => {
  "use strict";

  const LIMIT = 1800; // characters of the encoded text: longer links do not open on all phones
  const encode = (text) => encodeURIComponent(text);
  const fits = (text) => encode(text).length <= LIMIT;
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const rupiah = (amount, { currency = "Rp", point }) => currency + String(amount).replace(/\B(?=(\d{3})+$)/g, point);

  // Rupiah of all lines whose price is known, and how many lines have none.
  const total = (lines) => ({
    amount: lines.reduce((sum, line) => sum + (line.price ?? 0) * line.quantity, 0),
    unpriced: lines.filter((line) => line.price === null).length,
  });

  const totalText = (lines, words) => {
    const { amount, unpriced } = total(lines);
    if (!unpriced) return rupiah(amount, words);
    return fill(words.unpriced, { total: unpriced < lines.length ? rupiah(amount, words) : words.ask, count: unpriced });
  };

  const shortened = (note, longest) => {
    const letters = [...note.trim()];
    if (letters.length <= longest) return letters.join("");
    return longest ? `${letters.slice(0, longest).join("")}…` : "";
  };

  // With notes of at most `longest` letters, and the first `shown` lines.
  const message = (order, words, longest = Infinity, shown = order.lines.length) => {
    const text = [fill(words.greeting, order)];
    order.lines.slice(0, shown).forEach((line, index) => {
      const { quantity, price, detail } = line;
      const name = detail ? `${line.name} (${detail})` : line.name;
      const sum = price === null ? words.ask : rupiah(price * quantity, words);
      text.push(fill(words.line, { number: index + 1, quantity, name, sum }));
      const note = shortened(line.note, longest);
      if (note) text.push(note);
    });
    const more = order.lines.length - shown;
    if (more) text.push(fill(words.more, { count: more }));
    text.push(fill(words.total, { total: totalText(order.lines, words) }));
    for (const part of ["way", "date", "name", "reference"]) {
      if (order[part].trim()) text.push(fill(words[part], { [part]: order[part].trim() }));
    }
    text.push(order.address);
    return text.join("\n").replace(/\p{Surrogate}/gu, "\ufffd"); // half a letter cannot be encoded
  };

  // The message as a link can hold it: notes are shortened first, then lines are left out.
  const fitted = (order, words) => {
    const whole = message(order, words);
    if (fits(whole)) return whole;
    let none = 0;
    let all = Math.max(0, ...order.lines.map((line) => [...line.note.trim()].length));
    if (fits(message(order, words, 0))) {
      while (all - none > 1) {
        const half = Math.floor((none + all) / 2);
        if (fits(message(order, words, half))) none = half;
        else all = half;
      }
      return message(order, words, none);
    }
    let shown = order.lines.length;
    while (shown > 0 && !fits(message(order, words, 0, shown))) shown--;
    const letters = [...message(order, words, 0, shown)];
    while (!fits(letters.join(""))) letters.pop();
    return letters.join("");
  };

  const link = (number, text) => `https://wa.me/${number}?text=${encode(text)}`;

  return { LIMIT, fill, rupiah, total, totalText, message, fitted, link };
})();
