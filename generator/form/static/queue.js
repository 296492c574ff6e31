// What is on its way to the form, kept on this phone until it was answered. On pages it is a drawer that send.js
// puts things into; the same file as a service worker empties it when the connection is back and no page is open.
// The worker keeps no pages, because phones are shared: without a connection it answers with one that says so.
(() => {
  "use strict";

  const DAYS = 13; // for longer, the form may not know any more what it has done (replies.py)
  const STORE = "kirim";

  // One transaction with the drawer; gives what `work` asked of it.
  const drawer = (mode, work) => new Promise((done, fail) => {
    const opening = indexedDB.open("etalase-form", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "key" });
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const deal = db.transaction(STORE, mode);
      const asked = work(deal.objectStore(STORE));
      deal.oncomplete = () => {
        db.close();
        done(asked.result);
      };
      deal.onabort = () => {
        db.close();
        fail(deal.error);
      };
    };
  });

  const put = (item) => drawer("readwrite", (store) => store.put(item));
  const remove = (key) => drawer("readwrite", (store) => store.delete(key));
  const clear = () => drawer("readwrite", (store) => store.clear());

  // Everything of one person, oldest first; of everybody for the worker, which the form tells who may send what.
  const all = async (who) => {
    const found = await drawer("readonly", (store) => store.getAll());
    return found.filter((item) => who === undefined || item.who === who).sort((one, two) => one.at - two.at);
  };

  // One at a time sends, whether page or worker; whoever comes next finds what is left.
  const alone = (work) => (navigator.locks ? navigator.locks.request(STORE, work) : work());

  const body = (item) => {
    const data = item.photo ? new FormData() : new URLSearchParams();
    for (const [name, value] of item.fields) {
      data.append(name, name === "tanda" && item.token ? item.token : value);
    }
    return data;
  };

  // What an answer means: `done` (and where to go on), `token` (the session is a new one), `stranger`,
  // `later` (nobody has said anything, or there is trouble), or a `page` that has to be seen.
  const meaning = (status, header) => {
    const next = header("X-Lanjut");
    if (next) return { what: "done", next };
    if (status === 400 && header("X-Tanda")) return { what: "token", token: header("X-Tanda") };
    if (status === 401) return { what: "stranger" };
    return { what: status < 200 || status === 204 || status === 408 || status === 429 || status >= 500 ? "later" : "page" };
  };

  const fetched = async (item) => {
    const answer = await fetch(item.url, { method: "POST", body: body(item), headers: { "X-Kirim": item.who } });
    return meaning(answer.status, (name) => answer.headers.get(name));
  };

  // Send what waits, without a page. Gives whether nothing is left that could be sent.
  const flush = (who) => alone(async () => {
    for (const item of await all(who)) {
      if (item.next || item.refused || item.at < Date.now() - DAYS * 864e5) continue;
      let answer = await fetched(item).catch(() => ({ what: "later" }));
      if (answer.what === "token") {
        answer = await fetched({ ...item, token: answer.token }).catch(() => ({ what: "later" }));
      }
      if (answer.what === "later") return false;
      if (answer.what === "done") {
        await put({ key: item.key, who: item.who, at: item.at, title: item.title, next: answer.next });
        if (self.BroadcastChannel) {
          const channel = new BroadcastChannel(STORE);
          channel.postMessage({ key: item.key, next: answer.next });
          channel.close();
        }
      } else if (answer.what === "page") {
        await put({ ...item, refused: true });
      }
    }
    return true;
  });

  const STYLE = "body{max-width:34rem;margin:0 auto;padding:24px 16px;background:#fbf8f3;color:#221d18;font:1rem/1.5 system-ui,sans-serif}" +
    "a{display:block;padding:13px 20px;border-radius:99px;background:#1f4f8f;color:#fff;font-weight:600;text-align:center;text-decoration:none}small{display:block;margin-top:24px}" +
    "@media(prefers-color-scheme:dark){body{background:#171310;color:#f3ede6}a{background:#8fb6f0;color:#10203a}}";
  const NO_SIGNAL = `<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Belum ada sinyal</title><style>${STYLE}</style>
<main><h1>Belum ada sinyal</h1>
<p>Yang sudah Anda simpan dan belum terkirim tetap ada di HP ini, dan dikirim begitu ada sinyal.</p>
<a href="">Coba lagi</a>
<small lang="en">No signal yet. What you saved and was not sent is still on this phone, and is sent once there is a signal.</small></main></html>`;
  const HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'sha256-9IVXEujm0fKNI1sK69QNjiDjcbR0LP68jJBUsRE+xWg='",
    "Cache-Control": "no-store",
  };

  // A page of the form, or why there is none now.
  const page = (event) => Promise.resolve(event.preloadResponse).then((early) => early || fetch(event.request))
    .catch(() => new Response(NO_SIGNAL, { status: 503, headers: HEADERS }));

  if (self.document) {
    self.etalaseQueue = { put, remove, clear, all, alone, body, meaning, flush, source: document.currentScript.src };
  } else {
    self.addEventListener("install", () => self.skipWaiting());
    self.addEventListener("activate", (event) => event.waitUntil(self.registration.navigationPreload?.enable()));
    self.addEventListener("fetch", (event) => {
      if (event.request.mode === "navigate" && event.request.method === "GET") event.respondWith(page(event));
    });
    self.addEventListener("sync", (event) => {
      event.waitUntil(flush().then((sent) => {
        if (!sent) throw new Error("not yet"); // the browser asks again later
      }));
    });
  }
})();
