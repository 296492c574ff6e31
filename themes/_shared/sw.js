// Keeps one shop on a phone: each saved shop has a worker of its own, whose scope is that shop's folder. simpan.js of the
// storefront registers it. The program puts `words`
// in front, for both languages: {id: {kept, code, page}, en: …}. See docs/decisions/0017-offline.md.
"use strict";

const WAIT = 3000; // milliseconds for a page from the network
const LIFE = 30 * 86400e3; // milliseconds that a kept page is shown
const MOST = 60; // files of a shop
const STAMP = "etalase-disimpan"; // a header of what is kept: when, in milliseconds
const LIVE = "app.webmanifest"; // every page of a shop that is online names it; no page in its place does
const GONE = [403, 404, 410, 451]; // some hosts say 403 of what is not there

const SHOP = registration.scope;
const HUB = new URL("..", SHOP).href;
const FRONT = `${SHOP}index.html`;
const USED = `${SHOP}?dipakai`;
const CACHE = `etalase ${SHOP}`;

// One page under one name, whatever stands behind it, also where a host calls index.html "/" and kopi.html "kopi".
const named = (address) => {
  const { origin, pathname } = new URL(address);
  const end = pathname.endsWith("/") ? "index.html" : /\.[^/]*$/.test(pathname) ? "" : ".html";
  return origin + pathname + end;
};

// Files whose names change with what is in them, but for pictures of payment codes.
const lasting = (address) =>
  address.startsWith(`${HUB}aset/`) || (address.startsWith(`${SHOP}foto/`) && !address.startsWith(`${SHOP}foto/qris-`));

const language = (address) => (address.startsWith(`${SHOP}en/`) ? "en" : "id");

// A page without its payment codes; empty where a part of one is left.
const harmless = (html, { code }) => {
  const rest = html.replace(/<!--kode-->[^]*?<!--\/kode-->/g, () => `<p class="fine qris">${code}</p>`);
  return /data-payload|foto\/qris-/.test(rest) ? "" : rest;
};

const dated = (html, when, lang) => {
  const day = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { day: "numeric", month: "long", timeZone: "Asia/Jakarta" }).format(when);
  return html.replace(/<body[^>]*>/, (body) => `${body}<p class="stale" role="status">${words[lang].kept.replace("{day}", day)}</p>`);
};

const expired = (when, now) => !(Math.abs(now - when) <= LIFE); // a clock may have been wrong, or the date be lost

// What has to go, oldest first: photos and pages before what all pages share, never the front page.
const surplus = (all) => {
  const loose = all.filter((address) => address !== FRONT && address !== USED);
  const shared = (address) => address.startsWith(`${HUB}aset/`);
  return [...loose.filter((one) => !shared(one)), ...loose.filter(shared)].slice(0, Math.max(0, all.length - MOST));
};

// Only the worker's first start makes the cache, which is a tap on "Simpan toko": what has been emptied stays empty.
const open = async () => ((await caches.has(CACHE)) ? caches.open(CACHE) : null);

const put = async (address, response) => {
  const cache = await open();
  if (!cache) return;
  await cache.put(address, response);
  for (const extra of surplus((await cache.keys()).map(({ url }) => url))) await cache.delete(extra);
};

const stamped = (body) =>
  new Response(body, { headers: { "Content-Type": "text/html; charset=utf-8", [STAMP]: String(Date.now()) } });

const forget = async () => {
  await caches.delete(CACHE);
  await registration.unregister();
};

const frontLives = async () => {
  const front = await fetch(FRONT, { cache: "no-cache" }).catch(() => null);
  if (!front) return true; // nobody said that it has gone
  return front.status === 200 ? (await front.text()).includes(LIVE) : !GONE.includes(front.status);
};

// A page from the network, and what follows for what is kept. The whole page counts for the time: a line may go silent
// in the middle of it.
const ask = async (address, redirect) => {
  const answer = await fetch(address, { cache: "no-cache", redirect });
  if (answer.status >= 500) throw new Error(`${answer.status}`);
  const html = await answer.clone().text();
  const page = named(address);
  const live = answer.status === 200 && html.includes(LIVE);
  const rest = live && harmless(html, words[language(address)]);
  if (rest) await put(page, stamped(rest));
  else if (answer.status === 200 || GONE.includes(answer.status)) {
    await (await open())?.delete(page);
    if (!live && (page === FRONT || !(await frontLives()))) await forget();
  }
  return answer;
};

const kept = async (address) => {
  const cache = await open();
  const found = cache && (await cache.match(named(address), { ignoreVary: true }));
  if (!found) return null;
  const when = Number(found.headers.get(STAMP));
  if (!expired(when, Date.now())) return new Response(dated(await found.text(), when, language(address)), { headers: found.headers });
  await cache.delete(named(address));
  return null;
};

const page = async (address, asked) => {
  const slow = new Promise((done) => setTimeout(done, WAIT));
  return (await Promise.race([asked, slow])) || (await kept(address)) || (await asked)
    || new Response(words[language(address)].page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
};

const file = async (address, after) => {
  const cache = await open();
  const match = (name) => cache && cache.match(name, { ignoreVary: true });
  const found = await match(address);
  if (found) return found;
  try {
    const answer = await fetch(address);
    const html = /html/.test(answer.headers.get("Content-Type")); // a host's apology with status 200
    if (answer.status === 200 && !html) after(put(address, answer.clone()));
    return answer;
  } catch (error) {
    const small = await match(address.replace(/-\d+\.webp$/, "-320.webp"));
    if (small) return small;
    throw error;
  }
};

// What a page shows: what all pages share, and its photos in their smallest size.
const parts = (html) =>
  [...new Set(html.match(/"(\.\.\/aset\/[^"]+|foto\/[^" ]+\.webp)"/g))].map((one) => new URL(one.slice(1, -1), SHOP).href);

// Once there is a worker, the shop opens without a connection: it is not ready before all is kept.
const start = async () => {
  if (await caches.has(CACHE)) return; // a newer worker
  const cache = await caches.open(CACHE);
  await put(USED, stamped(""));
  await ask(FRONT, "follow").catch(() => null);
  const front = await cache.match(FRONT);
  if (!front) {
    await caches.delete(CACHE);
    throw new Error("this shop cannot be kept");
  }
  const html = await front.text();
  if (html.includes('href="en/index.html"')) await ask(`${SHOP}en/index.html`, "follow").catch(() => null);
  const files = parts(html).filter(lasting).slice(0, MOST - 2);
  const works = [];
  await Promise.allSettled(files.map((address) => file(address, (work) => works.push(work))));
  await Promise.allSettled(works);
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(start());
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET") return;
  if (mode === "navigate") {
    const asked = ask(url, "manual").catch(() => null);
    event.waitUntil(asked);
    event.waitUntil(put(USED, stamped("")));
    event.respondWith(page(url, asked));
  } else if (lasting(url)) event.respondWith(file(url, (work) => event.waitUntil(work)));
});
