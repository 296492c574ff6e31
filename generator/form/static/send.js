// Forms are sent from the screen that they stand on: with a bar that tells how far it is, "Batal", and, when the
// line is cut, "Coba lagi" with everything typed and chosen still there. Without this script, browsers send them.
(() => {
  "use strict";

  const queue = window.etalaseQueue;
  if (!queue) return; // it did not arrive: browsers send by themselves
  const root = document.documentElement;
  const who = root.dataset.who || "";
  const id = root.lang === "id";
  const say = (indonesian, english) => (id ? indonesian : english);
  const LATE = 400; // ms: whatever is answered sooner needs no bar
  const STALLED = 60000; // ms without a byte or an answer
  const LARGE = 65536; // bytes of which the percentage is told

  // What is on its way, or has failed: { item, form, submitter, request, busy, kept, edited }.
  let current = null;

  const busy = (now) => {
    current.busy = now;
    document.querySelector("main").setAttribute("aria-busy", now);
  };

  const element = (name, className, text, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...(text ? [text] : []), ...children);
    return made;
  };
  const button = (text, act) => {
    const made = element("button", "link", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  // The bar

  const hide = () => document.getElementById("kirim")?.remove();

  const show = (state, sentence, more, ...buttons) => {
    hide();
    const text = element("p", "", "", element("b", "", sentence), ...(more ? [" ", element("br"), more] : []));
    const bar = element("div", `sending ${state}`, "", text);
    bar.id = "kirim";
    bar.setAttribute("role", state === "bad" ? "alert" : "status");
    if (state === "busy") {
      const progress = element("progress");
      progress.max = 100;
      progress.setAttribute("aria-label", say("Terkirim", "Sent"));
      bar.append(progress);
    }
    bar.append(element("div", "choices", "", ...buttons));
    document.body.append(bar);
    if (current.kept) wake(); // whatever takes so long may be left to it
    return bar;
  };

  const retry = () => (current.form ? send(current.form, current.submitter) : attempt());

  const failed = (more) => {
    const here = current.item.photo ? say("Fotonya masih di sini.", "The photo is still here.")
      : say("Isian Anda masih di sini.", "What you typed is still here.");
    show("bad", say("Belum terkirim, coba lagi", "Not sent yet, try again"), more || here,
      button(say("Coba lagi", "Try again"), retry), button(say("Batal", "Cancel"), cancel));
  };

  const offline = () => {
    const kept = window.SyncManager
      ? say("Disimpan dulu di HP ini, dikirim sendiri begitu ada sinyal.",
        "It is kept on this phone and sent by itself when the signal is back.")
      : say("Disimpan dulu di HP ini. Begitu ada sinyal, buka lagi toko Anda di sini: nanti terkirim sendiri.",
        "It is kept on this phone. Open your shop here again when the signal is back: then it is sent by itself.");
    const here = say("Isian Anda masih di sini; coba lagi begitu ada sinyal.",
      "What you typed is still here; try again when the signal is back.");
    show("wait", say("Tidak ada sinyal.", "No signal."), current.kept ? kept : here,
      button(say("Coba lagi", "Try again"), retry), button(say("Batal", "Cancel"), cancel));
  };

  const cancel = async () => {
    const { item, form, request } = current;
    busy(false);
    current = null;
    hide();
    await queue.remove(item.key).catch(() => {});
    request?.abort();
    const file = form?.querySelector("input[type=file]");
    if (file) file.value = ""; // so that the same photo may be chosen again
    list();
  };

  // One sending

  // What a note on another screen calls it: the question and its price, or what a single tap says.
  const titleOf = (form, submitter) => {
    const heading = document.querySelector("h1").textContent.trim();
    if (form.querySelector("input:not([type=hidden]), textarea, select")) {
      return [heading, form.querySelector("input.price")?.value].filter(Boolean).join(" ");
    }
    const tap = submitter?.textContent.replace(/\s+/g, " ").trim();
    if (!tap) return heading;
    return submitter.firstChild.className === "hush" ? tap : `${heading}, ${tap}`;
  };

  const itemOf = (form, submitter) => {
    const fields = [...new FormData(form)];
    if (submitter?.name) fields.push([submitter.name, submitter.value]);
    return {
      key: form.querySelector("[name=kunci]").value,
      who,
      at: Date.now(),
      url: new URL(form.getAttribute("action") || location.href, location.href).href,
      from: location.href,
      title: titleOf(form, submitter),
      photo: form.enctype === "multipart/form-data",
      fields,
    };
  };

  const post = (item, progress) => new Promise((done) => {
    if (current?.item.key !== item.key) {
      done({}); // cancelled while another one was sent
      return;
    }
    const request = new XMLHttpRequest();
    let stalled;
    const wait = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED);
    };
    request.open("POST", item.url);
    request.setRequestHeader("X-Kirim", item.who);
    request.upload.onprogress = (event) => {
      wait();
      progress(event.loaded, event.total);
    };
    request.onprogress = wait;
    request.onloadend = () => {
      clearTimeout(stalled);
      const html = request.responseText;
      const answer = queue.meaning(request.status, (name) => request.getResponseHeader(name));
      const torn = answer.what === "page" && !html.includes("</html>");
      done({ ...answer, ...(torn && { what: "later" }), html });
    };
    current.request = request;
    wait();
    request.send(queue.body(item));
  });

  const telling = (item) => {
    const began = Date.now();
    let bar = null;
    const tell = (loaded, total) => {
      if (!current || (!item.photo && Date.now() - began < LATE)) return;
      bar ||= show("busy", " ", "", button(say("Batal", "Cancel"), cancel));
      const percent = Math.floor((loaded / total) * 100);
      const rate = total > LARGE ? ` ${percent}%` : "";
      const sending = item.photo ? say("Mengirim foto…", "Sending the photo…") : say("Menyimpan…", "Saving…");
      const arrived = item.photo ? say("Foto sudah sampai, sedang disiapkan…", "The photo has arrived, one moment…") : sending;
      bar.querySelector("b").textContent = loaded < total ? `${sending}${rate}` : arrived;
      const progress = bar.querySelector("progress");
      if (loaded < total) progress.value = percent;
      else progress.removeAttribute("value");
    };
    setTimeout(() => current?.item === item && current.busy && !bar && tell(0, 1), LATE);
    return tell;
  };

  const attempt = async () => {
    const { item } = current;
    if (!navigator.onLine) {
      busy(false);
      offline();
      return;
    }
    busy(true);
    hide();
    const tell = telling(item);
    const answer = await queue.alone(async () => {
      let found = await post(item, tell);
      if (found.what === "token") found = await post({ ...item, token: found.token }, tell);
      if (found.what === "done" || found.what === "page") await queue.remove(item.key).catch(() => {});
      return found;
    });
    if (current?.item !== item) return; // cancelled
    if (answer.what === "done" || answer.what === "page") {
      if (answer.what === "done") {
        go(answer.next);
        return;
      }
      current = null; // or the bar of a save that took long would come onto the page that says what is wrong
      replace(answer.html, item.from);
      return;
    }
    busy(false);
    if (answer.what === "stranger") {
      failed(say("Buka dulu tautan pribadi Anda dari chat WhatsApp, lalu coba lagi.",
        "Open your private link from the WhatsApp chat first, then try again."));
    } else if (navigator.onLine) {
      failed(new DOMParser().parseFromString(answer.html, "text/html").querySelector("main h1")?.textContent);
    } else {
      offline();
    }
  };

  const send = async (form, submitter) => {
    if (current?.busy) return;
    const item = itemOf(form, submitter);
    current = { item, form, submitter };
    busy(true);
    if (who && new URL(item.url).pathname.startsWith("/t/")) {
      current.kept = await queue.put(item).then(() => true, () => false); // a private window has no drawer
    }
    attempt();
  };

  const isHere = (next) => {
    const to = new URL(next, location.href);
    return to.pathname + to.search === location.pathname + location.search;
  };

  const go = (next) => {
    const to = new URL(next, location.href);
    if (!isHere(next)) {
      location.assign(to);
      return;
    }
    history.replaceState(null, "", to); // the same page, perhaps with another place on it: it has to be made anew
    if (to.hash && !document.getElementById(to.hash.slice(1))) scrollTo(0, 0); // what is new on it stands at its top
    location.reload();
  };

  // The form's own page, as a browser would show it, on the screen that asked: from its top, where it says what
  // is wrong. Whoever cannot see it is led there, too.
  const replace = (html, from) => {
    if (from !== location.href) history.pushState(null, "", from);
    document.open();
    document.addEventListener("DOMContentLoaded", () => {
      const [place] = ["[autofocus]", "[role=alert]", "h1"].flatMap((one) => [...document.querySelectorAll(`main ${one}`)]);
      if (!place.autofocus) place.tabIndex = -1;
      scrollTo(0, 0);
      place.focus();
    });
    document.write(html);
    document.close();
  };

  // The browser lets the worker send as soon as there is a connection, also when this page is closed by then.
  const worker = who && navigator.serviceWorker ? navigator.serviceWorker.register(queue.source, { scope: new URL("../", queue.source).pathname }).catch(() => {}) : null;
  const wake = async () => {
    const registration = await worker;
    await registration?.sync?.register("kirim").catch(() => {}); // not active yet: the next page that is opened sends
  };

  // What waits on this phone, on every page

  const list = async (waiting = say("1 belum terkirim:", "1 not sent yet:")) => {
    const found = await queue.all(who).catch(() => []);
    for (const old of document.querySelectorAll(".queued")) old.remove();
    for (const item of found.reverse()) {
      if (item.key === current?.item.key) continue;
      const drop = async () => {
        await queue.remove(item.key);
        list();
      };
      const open = () => {
        if (current?.busy) return;
        current = { item, kept: true };
        attempt();
      };
      let sentence = waiting;
      let buttons = [button(say("Kirim sekarang", "Send now"), open), button(say("Buang", "Throw away"), drop)];
      if (item.next) {
        sentence = say("Sudah terkirim:", "Sent now:");
        const on = element("a", "link", say("Lanjutkan", "Go on"));
        on.href = item.next;
        on.addEventListener("click", () => queue.remove(item.key));
        buttons = [...(isHere(item.next) ? [] : [on]), button(say("Tutup", "Close"), drop)];
        if (isHere(item.next)) queue.remove(item.key); // this page says so already
      } else if (item.refused) {
        sentence = say("1 belum tersimpan, perlu Anda lihat:", "1 not saved, you have to look at it:");
        buttons[0] = button(say("Lihat", "Look"), open);
      }
      const leaving = !item.next && document.querySelector("form[data-forget]")
        ? say("Kalau Anda keluar sekarang, ini ikut terhapus.", "If you sign out now, this is removed, too.") : "";
      const text = element("p", "", "", element("b", "", sentence), ` ${item.title}`, ...(leaving ? [element("br"), leaving] : []));
      const note = element("div", `note queued ${item.next ? "good" : ""}`, "", text, element("div", "choices", "", ...buttons));
      document.querySelector("main").prepend(note);
    }
  };

  const flush = async () => {
    if (!navigator.onLine || current) return;
    const waiting = (await queue.all(who).catch(() => [])).some((item) => !item.next && !item.refused);
    if (!waiting) return;
    await list(say("Sedang dikirim:", "Sending:"));
    await queue.flush(who);
    const here = (await queue.all(who)).find((item) => item.next && isHere(item.next));
    if (here && !document.querySelector("main :is(textarea, input:not([type=hidden], [type=file]))")) {
      await queue.remove(here.key);
      go(here.next); // it shows what was there before
    } else {
      list();
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || !form.querySelector("[name=kunci]")) return;
    if ("plain" in form.dataset) return;
    event.preventDefault();
    if ("forget" in form.dataset) queue.clear().catch(() => {}).then(() => form.submit());
    else send(form, event.submitter);
  });

  // Whoever goes on typing after a cut line sends that, and not what it was before.
  document.addEventListener("input", (event) => {
    if (!current?.form?.contains(event.target) || current.busy) return;
    current.edited = true;
    queue.remove(current.item.key).catch(() => {});
  });

  window.addEventListener("online", () => {
    if (current && !current.busy && !current.edited) retry();
    else flush();
  });

  // A page that the browser kept has keys that were used.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const key of document.querySelectorAll("[name=kunci]")) key.value = `${Date.now()}-${Math.random()}`;
    hide();
    list();
  });

  if (self.BroadcastChannel) {
    new BroadcastChannel("kirim").addEventListener("message", async ({ data }) => {
      if (data.key !== current?.item.key) {
        list();
      } else if (!current.edited && !current.busy) {
        await queue.remove(data.key);
        go(data.next);
      }
    });
  }

  if (who) list().then(flush);
})();
