// A static QRIS with an amount in it, and QR codes: fetched when a shopper asks for an amount, not before.
// The rules are those of generator/content/qris.py and ISO/IEC 18004; all but `show` are functions of their arguments.
const qris = (() => {
  "use strict";

  const MOST = 10_000_000; // rupiah of one payment
  const LONGEST = 512; // characters (EMVCo)
  const utf8 = (text) => new TextEncoder().encode(text);

  // CRC-16/CCITT-FALSE, as four hexadecimal digits.
  const crc = (text) => {
    let sum = 0xffff;
    for (const byte of utf8(text)) {
      sum ^= byte << 8;
      for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000 ? ((sum << 1) ^ 0x1021) & 0xffff : sum << 1;
    }
    return sum.toString(16).toUpperCase().padStart(4, "0");
  };

  // [tag, value] in their order, lengths counted in characters; null where the text is cut off or repeats a tag.
  const fields = (text) => {
    const letters = [...text];
    const found = new Map();
    for (let at = 0; at < letters.length; ) {
      const head = letters.slice(at, at + 4).join("");
      const size = Number(head.slice(2));
      const value = letters.slice(at + 4, at + 4 + size);
      if (!/^[0-9]{4}$/.test(head) || found.has(head.slice(0, 2)) || value.length !== size) return null;
      found.set(head.slice(0, 2), value.join(""));
      at += 4 + size;
    }
    return [...found];
  };

  const isStatic = (payload, tags) => {
    if (!tags || !payload.startsWith("000201") || [...payload].length > LONGEST) return false;
    const said = new Map(tags);
    const [last, sum] = tags[tags.length - 1];
    return last === "63" && sum === crc(payload.slice(0, -4)) && said.get("53") === "360" && said.get("58") === "ID" &&
      (said.get("01") ?? "11") === "11" && !said.has("54");
  };

  // The text of a code for one payment to a static code's account; empty where there is none.
  const withAmount = (payload, rupiah) => {
    const tags = fields(payload);
    if (!isStatic(payload, tags) || !Number.isInteger(rupiah) || rupiah < 1 || rupiah > MOST) return "";
    const kept = tags.filter(([tag]) => tag !== "63");
    const put = (tag, value) => {
      const there = kept.find(([name]) => name === tag);
      const above = kept.findIndex(([name]) => name > tag);
      if (there) there[1] = value;
      else kept.splice(above < 0 ? kept.length : above, 0, [tag, value]);
    };
    put("01", "12");
    put("54", String(rupiah));
    const size = (value) => String([...value].length).padStart(2, "0");
    const text = `${kept.map(([tag, value]) => tag + size(value) + value).join("")}6304`;
    const signed = text + crc(text);
    return [...signed].length <= LONGEST ? signed : "";
  };

  // Level M of versions 1 to 20, ISO/IEC 18004 table 9: check words of a block, and blocks.
  const CHECKS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
  const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

  // All code words of a version: what is no finder, timing, alignment, format or version pattern.
  const wordsOf = (version) => {
    const others = version < 2 ? 0 : Math.floor(version / 7) + 2;
    const aligned = others ? (25 * others - 10) * others - 55 : 0;
    return Math.floor(((16 * version + 128) * version + 64 - aligned - (version < 7 ? 0 : 36)) / 8);
  };
  const dataOf = (version) => wordsOf(version) - CHECKS[version - 1] * BLOCKS[version - 1];

  // Byte mode, its length, the bytes, an end, and padding.
  const dataWords = (bytes, version) => {
    const wide = version < 10 ? 8 : 16;
    const bits = (value, count) => value.toString(2).padStart(count, "0");
    const stream = "0100" + bits(bytes.length, wide) + Array.from(bytes, (byte) => bits(byte, 8)).join("") + "0000";
    // Readers stop at the end mark; segno puts an empty word behind it, and module by module we are like segno.
    const words = [...stream.match(/.{8}/g).map((word) => parseInt(word, 2)), 0].slice(0, dataOf(version));
    for (let pad = 0xec; words.length < dataOf(version); pad ^= 0xec ^ 0x11) words.push(pad);
    return words;
  };

  // GF(256) over x^8 + x^4 + x^3 + x^2 + 1.
  const times = (a, b) => {
    let product = 0;
    for (let bit = 7; bit >= 0; bit--) {
      product = (product << 1) ^ (product >> 7 ? 0x11d : 0);
      if ((b >> bit) & 1) product ^= a;
    }
    return product;
  };

  const divisorOf = (degree) => {
    const found = [...new Array(degree - 1).fill(0), 1];
    for (let step = 0, root = 1; step < degree; step++, root = times(root, 2)) {
      for (let at = 0; at < degree; at++) found[at] = times(found[at], root) ^ (found[at + 1] ?? 0);
    }
    return found;
  };

  const checkWords = (data, divisor) => {
    const rest = divisor.map(() => 0);
    for (const word of data) {
      const factor = word ^ rest.shift();
      rest.push(0);
      divisor.forEach((part, at) => (rest[at] ^= times(part, factor)));
    }
    return rest;
  };

  // Blocks with their check words, read across; the last blocks hold one word of data more.
  const message = (data, version) => {
    const count = BLOCKS[version - 1];
    const short = Math.floor(data.length / count);
    const divisor = divisorOf(CHECKS[version - 1]);
    const blocks = [];
    for (let at = 0; blocks.length < count; ) {
      const size = short + (blocks.length >= count - (data.length % count) ? 1 : 0);
      blocks.push(data.slice(at, at + size));
      at += size;
    }
    const across = (lists, longest) =>
      Array.from({ length: longest }, (_, at) => lists.flatMap((list) => (at < list.length ? [list[at]] : []))).flat();
    return [...across(blocks, short + 1), ...across(blocks.map((block) => checkWords(block, divisor)), divisor.length)];
  };

  // The patterns of a version; null where data go. Format and version are light until the mask is chosen.
  const patterns = (version) => {
    const side = 17 + 4 * version;
    const rows = Array.from({ length: side }, () => new Array(side).fill(null));
    const square = (y, x, reach, dark) => {
      for (let row = Math.max(0, y - reach); row <= Math.min(side - 1, y + reach); row++) {
        for (let at = Math.max(0, x - reach); at <= Math.min(side - 1, x + reach); at++) {
          rows[row][at] = dark(Math.max(Math.abs(row - y), Math.abs(at - x))) ? 1 : 0;
        }
      }
    };
    for (let at = 0; at < 9; at++) {
      rows[8][at] = rows[at][8] = 0;
      if (at < 8) rows[8][side - 1 - at] = rows[side - 1 - at][8] = 0;
    }
    for (let at = 0; version > 6 && at < 18; at++) {
      rows[Math.floor(at / 3)][side - 11 + (at % 3)] = rows[side - 11 + (at % 3)][Math.floor(at / 3)] = 0;
    }
    for (let at = 0; at < side; at++) rows[6][at] = rows[at][6] = 1 - (at % 2);
    for (const [y, x] of [[3, 3], [3, side - 4], [side - 4, 3]]) square(y, x, 4, (ring) => ring !== 2 && ring !== 4);
    const others = version < 2 ? 0 : Math.floor(version / 7) + 2;
    const step = others && Math.ceil((version * 4 + 4) / (others * 2 - 2)) * 2;
    const middles = Array.from({ length: others }, (_, at) => (at ? side - 7 - (others - 1 - at) * step : 6));
    for (const y of middles) {
      for (const x of middles) {
        const corner = (y === 6 && x === 6) || (y === 6 && x === side - 7) || (y === side - 7 && x === 6);
        if (!corner) square(y, x, 2, (ring) => ring !== 1);
      }
    }
    return rows;
  };

  // Where data go: up and down in columns of two, from the right.
  const path = (rows) => {
    const side = rows.length;
    const found = [];
    for (let right = side - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
      for (let step = 0; step < side; step++) {
        const y = up ? side - 1 - step : step;
        for (const x of [right, right - 1]) if (rows[y][x] === null) found.push([y, x]);
      }
    }
    return found;
  };

  const MASKS = [
    (y, x) => (y + x) % 2,
    (y) => y % 2,
    (y, x) => x % 3,
    (y, x) => (y + x) % 3,
    (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2,
    (y, x) => ((y * x) % 2) + ((y * x) % 3),
    (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2,
    (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2,
  ];

  // How hard a code is to read, ISO/IEC 18004 table 11.
  const penalty = (rows) => {
    const side = rows.length;
    let points = 0;
    let dark = 0;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        dark += rows[y][x];
        if (y && x && rows[y][x] + rows[y - 1][x] + rows[y][x - 1] + rows[y - 1][x - 1] in { 0: 1, 4: 1 }) points += 3;
      }
    }
    for (const line of [...rows, ...rows.map((_, x) => rows.map((row) => row[x]))]) {
      const text = line.join("");
      for (const run of text.match(/0{5,}|1{5,}/g) || []) points += run.length - 2;
      for (let at = text.indexOf("1011101"); at >= 0; ) {
        const before = text.slice(Math.max(0, at - 4), at);
        const after = text.slice(at + 7, at + 11);
        const alone = !before.includes("1") || !after.includes("1");
        if (alone) points += 40;
        at = text.indexOf("1011101", at + (alone ? 7 : 4));
      }
    }
    return points + 10 * Math.floor(Math.abs((dark / side ** 2) * 100 - 50) / 5);
  };

  const rest = (value, shift, divisor, top) => {
    let left = value << shift;
    for (let bit = top; bit >= shift; bit--) if ((left >> bit) & 1) left ^= divisor << (bit - shift);
    return (value << shift) | left;
  };

  // Level M is 00 in the format.
  const name = (rows, version, mask) => {
    const side = rows.length;
    const format = rest(mask, 10, 0x537, 14) ^ 0x5412;
    for (let bit = 0; bit < 15; bit++) {
      const value = (format >> bit) & 1;
      if (bit < 8) rows[bit + (bit > 5)][8] = rows[8][side - 1 - bit] = value;
      else rows[side - 15 + bit][8] = rows[8][bit === 8 ? 7 : 14 - bit] = value;
    }
    rows[side - 8][8] = 1;
    const told = rest(version, 12, 0x1f25, 17);
    for (let bit = 0; version > 6 && bit < 18; bit++) {
      const [long, short] = [Math.floor(bit / 3), side - 11 + (bit % 3)];
      rows[long][short] = rows[short][long] = (told >> bit) & 1;
    }
    return rows;
  };

  // Rows of 1 (dark) and 0 in the smallest version that holds the text as UTF-8; null where none does.
  const matrix = (text) => {
    const bytes = utf8(text);
    const version = CHECKS.findIndex((_, at) => dataOf(at + 1) - (at < 9 ? 2 : 3) >= bytes.length) + 1;
    if (!version) return null;
    const rows = patterns(version);
    const places = path(rows);
    const bits = message(dataWords(bytes, version), version).map((word) => word.toString(2).padStart(8, "0")).join("");
    let best = null;
    MASKS.forEach((masked, mask) => {
      const tried = rows.map((row) => [...row]);
      places.forEach(([y, x], at) => (tried[y][x] = Number(bits[at] ?? 0) ^ (masked(y, x) === 0 ? 1 : 0)));
      const points = penalty(tried);
      if (!best || points < best.points) best = { points, mask, tried };
    });
    return name(best.tried, version, best.mask);
  };

  // The address of a PNG of 800 pixels or a little more, with four modules of light around the code.
  const picture = (rows) => {
    const whole = rows.length + 8;
    const scale = Math.ceil(800 / whole);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = whole * scale;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000";
    rows.forEach((row, y) => row.forEach((dark, x) => dark && pen.fillRect((x + 4) * scale, (y + 4) * scale, scale, scale)));
    return canvas.toDataURL("image/png");
  };

  // A block of templates/qris.html (element) -> its code without an amount, as the page had it.
  const plain = new WeakMap();

  // Show a block's code with so many rupiah in it, or for 0 as the page had it. Where there is no such code this throws,
  // and the block stays as it is.
  const show = (block, rupiah) => {
    const find = (selector) => block.querySelector(selector);
    const [code, save, list, words] = [find("img"), find("a[download]"), find(".amounts"), block.dataset];
    if (!plain.has(block)) {
      plain.set(block, { src: code.getAttribute("src"), payload: code.dataset.payload, alt: code.alt });
      const back = Object.assign(document.createElement("button"), { type: "button", className: "button quiet" });
      Object.assign(back, { textContent: words.plain, hidden: true }).dataset.nominal = 0;
      list.append(back);
    }
    const { src, payload, alt } = plain.get(block);
    const text = rupiah ? withAmount(payload, rupiah) : payload;
    const rows = text && matrix(text);
    if (!rows) throw new RangeError("no code for this amount");
    const inside = (words.currency ?? "Rp") + String(rupiah).replace(/\B(?=(\d{3})+$)/g, words.point);
    Object.assign(code, rupiah ? { src: picture(rows), alt: `${alt}, ${inside}` } : { src, alt });
    code.dataset.payload = text;
    Object.assign(save, { href: code.getAttribute("src"), download: rupiah ? `qris-${rupiah}.png` : "" });
    find("[role=status]").textContent = rupiah ? words.inside.replace("{amount}", inside) : "";
    for (const button of list.children) {
      const over = button.matches(".offer:not([data-offer])"); // warung.js has ended it
      button.hidden = over || Number(button.dataset.nominal) === rupiah;
    }
  };

  return { crc, withAmount, matrix, picture, show };
})();
