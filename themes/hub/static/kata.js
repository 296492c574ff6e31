/* Words of the search: the same as generator/search/words.py and document.py, which wrote the index. */
(() => {
  "use strict";

  const kata = {};
  window.etalaseKata = kata;

  /* "Kafé" and "kafe" are the same to a shopper. Most text is plain ASCII and skips the slow way. */
  const fold = (text) =>
    (/[^\x00-\x7f]/.test(text) ? text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "") : text).toLowerCase();

  kata.folded = (text) =>
    fold(text).split(/(?:[^\p{L}\p{N}]|[\u{10000}-\u{10ffff}])+/u).filter(Boolean);

  const stem = (word) => (word.endsWith("nya") && word.length >= 6 ? word.slice(0, -3) : word);

  kata.split = (text) => kata.folded(text).map(stem);

  const unique = (words) => [...new Set(words)];

  /* Words that mean the same: `words` says which word stands for a word, `phrases` which for several. */
  kata.equal = ({ words, phrases }) => {
    const known = new Map(Object.entries(words));
    const series = Object.entries(phrases)
      .map(([phrase, word]) => [phrase.split(" "), word])
      .sort((one, other) => other[0].length - one[0].length);
    const mapped = (text) => kata.split(text).map((word) => known.get(word) || word);
    const startsAt = (found, at) => series.find(([phrase]) => phrase.every((word, i) => found[at + i] === word));
    return {
      /* All words by which a text is found. */
      index: (text) => {
        const found = mapped(text);
        const more = series.filter(([phrase]) =>
          found.some((_, at) => phrase.every((word, i) => found[at + i] === word)));
        return unique([...found, ...more.map(([, word]) => word)]);
      },
      /* The words to look for: a phrase gives way to the word that stands for it. */
      query: (text) => {
        const found = mapped(text);
        const wanted = [];
        for (let at = 0; at < found.length; at++) {
          const phrase = startsAt(found, at);
          wanted.push(phrase ? phrase[1] : found[at]);
          if (phrase) at += phrase[0].length - 1;
        }
        return unique(wanted);
      },
    };
  };

  /* One bit of 18 for a word. */
  kata.bit = (word) => {
    let number = 0;
    for (let i = 0; i < word.length; i++) number = (Math.imul(number, 31) + word.charCodeAt(i)) >>> 0;
    return 1 << (number % 18);
  };

  /* Whether one letter more, less, another one, or two swapped make one word of the other. */
  kata.near = (one, other) => {
    if (Math.abs(one.length - other.length) > 1 || one === other) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at++;
    const rest = (word, from) => word.slice(from);
    return rest(one, at + 1) === rest(other, at + 1)
      || rest(one, at + 1) === rest(other, at)
      || rest(one, at) === rest(other, at + 1)
      || (one[at] === other[at + 1] && one[at + 1] === other[at] && rest(one, at + 2) === rest(other, at + 2));
  };

  /* Two neighbouring letters at the start swapped back: such a slip leads to another file of the index. */
  kata.swapped = (word) =>
    [0, 1, 2].filter((at) => at + 1 < word.length && word[at] !== word[at + 1])
      .map((at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));
})();
