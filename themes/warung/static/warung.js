// What a page without this script lacks: whether the shop is open now, the phone's own share sheet, a filter.
(() => {
  "use strict";

  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const DAY = 1440;

  // Jakarta keeps UTC+7 all year; what the visitor's own clock is set to does not matter.
  const jakarta = () => new Date(Date.now() + 7 * 3600e3);

  const time = (minutes) =>
    [Math.floor(minutes / 60) % 24, minutes % 60].map((n) => String(n).padStart(2, "0")).join(root.lang === "id" ? "." : ":");

  const weekday = (day) =>
    // 1 January 2024 was a Monday.
    new Intl.DateTimeFormat(root.lang, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + day));

  // The open spans around today in minutes from today's midnight, joined where they touch: 17.00 to 24.00 and
  // 00.00 to 02.00 of the next day are one evening.
  const spansAround = (week, today) => {
    const spans = [];
    for (let day = -1; day < 8; day++) {
      for (const [start, end] of week[(today + day + 7) % 7] || []) spans.push([day * DAY + start, day * DAY + end]);
    }
    spans.sort((a, b) => a[0] - b[0]);
    return spans.reduce((joined, span) => {
      const last = joined[joined.length - 1];
      if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
      else joined.push(span);
      return joined;
    }, []);
  };

  // [class, text]; days that a seller leaves out are days on which she is closed.
  const status = (week, words, today, minute) => {
    const spans = spansAround(week, today);
    const open = spans.find(([start, end]) => start <= minute && minute < end);
    if (open) return ["open", open[1] - minute > DAY ? words.always : words.open.replace("{time}", time(open[1]))];
    const next = spans.find(([start]) => start > minute);
    const days = next ? Math.floor(next[0] / DAY) : 0;
    if (!next) return ["shut", words.closed];
    const text = [words.today, words.tomorrow][days] || words.later;
    return ["shut", text.replace("{day}", weekday((today + days) % 7)).replace("{time}", time(next[0] % DAY))];
  };

  const showStatus = () => {
    const now = jakarta();
    const today = (now.getUTCDay() + 6) % 7;
    const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
    for (const notice of all("[data-until]")) {
      if (now.toISOString().slice(0, 10) > notice.dataset.until) {
        notice.hidden = true;
        all(".status").forEach((badge) => (badge.hidden = false));
      }
    }
    for (const button of all("[data-closed]")) {
      if (now.toISOString().slice(0, 10) <= button.dataset.closed) continue;
      button.classList.remove("ask");
      button.lastElementChild.textContent = button.dataset.then;
    }
    for (const place of all("[data-offer]")) {
      if (now.toISOString().slice(0, 10) > place.dataset.offer) endOffer(place);
    }
    for (const badge of all("[data-hours]")) {
      [badge.className, badge.lastElementChild.textContent] = status(JSON.parse(badge.dataset.hours), badge.dataset, today, minute);
    }
    markToday(today);
  };

  const endOffer = (place) => {
    const usual = place.querySelector("s");
    if (usual) {
      place.querySelector("b").textContent = usual.lastElementChild.textContent;
      usual.remove();
    } else place.hidden = place.matches(".offer");
    delete place.dataset.offer;
  };

  const markToday = (today) => {
    for (const row of all("[data-days]")) {
      if (row.dataset.days.split(" ").includes(String(today))) row.setAttribute("aria-current", "date");
      else row.removeAttribute("aria-current");
    }
  };

  const share = () => {
    if (!navigator.share) return;
    for (const link of all("[data-share]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const url = document.querySelector("link[rel=canonical]").href;
        // Closing the share sheet rejects; that is no error.
        navigator.share({ title: document.title, url }).catch(() => {});
      });
    }
  };

  // Words without accents, capitals and "-nya", as the hub's search takes them.
  const wordsOf = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean)
      .map((word) => (/...nya$/.test(word) ? word.slice(0, -3) : word));

  // Whether one letter more, less, another one, or two swapped make one word of the other.
  const near = (one, other) => {
    let at = 0;
    while (at < one.length && one[at] === other[at]) at++;
    const rest = (word, skipped) => word.slice(at + skipped);
    return rest(one, 1) === rest(other, 1) || rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1)
      || (one[at] === other[at + 1] && one[at + 1] === other[at] && rest(one, 2) === rest(other, 2));
  };

  // What was typed is looked for in the names; a word that is in none of them may have a slip.
  const filter = () => {
    const input = document.querySelector(".filter input");
    if (!input) return;
    const none = document.querySelector(".none");
    const cards = all("#produk .card").map((card) => ({ card, words: wordsOf(card.querySelector("h3").textContent) }));
    const has = (typed) => ({ words }) => words.some((word) => word.includes(typed));
    const like = (typed) => ({ words }) => typed.length > 3 && words.some((word) => near(typed, word));
    input.addEventListener("input", () => {
      const tests = wordsOf(input.value).map((typed) => (cards.some(has(typed)) ? has(typed) : like(typed)));
      let shown = 0;
      for (const one of cards) {
        one.card.hidden = !tests.every((test) => test(one));
        if (!one.card.hidden) shown++;
      }
      for (const title of all(".part")) title.hidden = !title.nextElementSibling.querySelector(".card:not([hidden])");
      none.textContent = shown ? "" : none.dataset.none;
    });
  };

  // A script that comes when somebody turns to what it does; without a connection, the next tap tries again.
  const loader = (src) => {
    let loading = null;
    return () =>
      (loading ??= new Promise((onload, onerror) => {
        document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror }));
      }).catch((error) => {
        loading = null;
        throw error;
      }));
  };

  // The heart, and what is around the shop: their script comes when somebody turns to them.
  const follow = () => {
    const heart = document.querySelector("[data-etalase=ikuti]");
    if (!heart) return;
    const { script, slug } = heart.dataset;
    const load = loader(script);
    const later = () => {};
    try {
      heart.setAttribute("aria-pressed", localStorage.getItem("etalase-ikuti").includes(`["${slug}",`));
    } catch { /* not allowed, or nothing is kept yet */ }
    heart.addEventListener("click", () => load().then(() => etalaseFollow()).catch(later));
    const watch = new IntersectionObserver(([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      watch.disconnect();
      load().catch(later);
    }, { rootMargin: "60%" });
    watch.observe(document.querySelector(".circle"));
  };

  // "Simpan toko": its script comes with the first tap. Only pages of a kept shop have a worker behind them.
  const keep = () => {
    const button = document.querySelector("[data-etalase=simpan]");
    if (!button) return;
    const { dataset } = button;
    const worker = navigator.serviceWorker;
    if (!worker || !location.protocol.startsWith("http")) return button.closest(".row").remove();
    if (worker.controller) button.lastElementChild.textContent = dataset.kept = dataset.undo;
    const load = loader(dataset.script);
    const failed = () => (button.parentElement.nextElementSibling.textContent = dataset.failed);
    button.addEventListener("click", () => load().then(() => etalaseKeep(button)).catch(failed));
  };

  const gallery = () => {
    const slides = all(".slides a");
    const thumbs = all(".thumbs a");
    if (thumbs.length === 0) return;
    thumbs.forEach((thumb, index) => {
      thumb.addEventListener("click", (event) => {
        event.preventDefault();
        slides[index].parentElement.scrollTo({ left: slides[index].offsetLeft });
      });
    });
    const watch = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const thumb = thumbs[slides.indexOf(entry.target)];
          if (entry.isIntersecting) thumb.setAttribute("aria-current", "true");
          else thumb.removeAttribute("aria-current");
        }
      },
      { root: slides[0].parentElement, threshold: 0.6 },
    );
    slides.forEach((slide) => watch.observe(slide));
  };

  // "See the choices" has nothing to say while the choices are on the screen.
  const choices = () => {
    const list = document.querySelector("#varian ul");
    const bar = document.querySelector(".pick");
    if (!list) return;
    new IntersectionObserver(([entry]) => bar.closest(".bar").classList.toggle("away", entry.isIntersecting)).observe(list);
  };

  // The browser's own bar takes up the awning's colour.
  const tintBrowser = () => {
    const accent = getComputedStyle(root).getPropertyValue("--accent").trim();
    for (const meta of all("meta[name=theme-color]")) if (matchMedia(meta.media).matches) meta.content = accent;
  };

  const start = () => {
    showStatus();
    setInterval(showStatus, 30000);
    share();
    filter();
    follow();
    keep();
    gallery();
    choices();
    tintBrowser();
  };

  root.classList.add("js");
  // The page is painted first: on a cheap phone all this costs a tenth of a second.
  requestAnimationFrame(() => setTimeout(start));
})();
