// What a page without this script lacks: smaller uploads, a price that reads itself back, sentence starters,
// a preview that follows the colour, and the phone's share sheet.
(() => {
  "use strict";

  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const id = root.lang === "id";
  const LONG_SIDE = 1600;
  const QUALITY = [0.82, 0.7, 0.55];
  const ENOUGH = 400000; // bytes: half a minute on slow 4G would be too long

  root.classList.add("js");

  const encode = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

  // A smaller copy of a photo, upright; null when this browser cannot read it (HEIC): then the original goes.
  const smaller = async (file) => {
    let image;
    try {
      image = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      return null;
    }
    const scale = Math.min(1, LONG_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // behind what is transparent
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    let blob = null;
    for (const quality of QUALITY) {
      blob = await encode(canvas, quality);
      if (blob && blob.size <= ENOUGH) break;
    }
    return blob && blob.size < file.size ? new File([blob], "foto.jpg", { type: "image/jpeg" }) : null;
  };

  const photos = () => {
    for (const form of all("form[data-photo]")) {
      const input = form.querySelector("input[type=file]");
      const text = form.querySelector(".drop span");
      input.addEventListener("change", async () => {
        if (!input.files.length) return;
        const asked = text.textContent;
        form.classList.add("busy");
        text.textContent = id ? "Menyiapkan foto …" : "Getting the photo ready …";
        if (form.dataset.photo === "resize") {
          const small = await smaller(input.files[0]);
          if (small) {
            const list = new DataTransfer();
            list.items.add(small);
            input.files = list.files;
          }
        }
        form.classList.remove("busy");
        text.textContent = asked;
        form.requestSubmit();
      });
    }
  };

  // What content/prices.py reads, and 0 for what it asks about or refuses.
  const rupiah = (typed) => {
    const text = typed.trim().toLowerCase().replace(/\s+/g, " ").replace(/^(rp|idr)\.? ?/, "");
    const bare = text.replace(/([^0-9]) /g, "$1").replace(/ (?![0-9])/g, "");
    const whole = bare.match(/^(\d{1,12}|\d{1,3}(?:([., ])\d{3})(?:\2\d{3})*)(?:,-|\.-|,00)?$/);
    const counted = bare.match(/^(\d{1,3})(?:[.,](\d{1,2}))?(rb|ribu|k|jt|juta)$/);
    let price = 0;
    if (whole) price = Number(whole[1].replace(/\D/g, ""));
    if (counted) price = Math.floor(Number(counted[1] + (counted[2] || "").padEnd(2, "0")) * (counted[3][0] === "j" ? 1e4 : 10));
    return price >= 100 && price <= 999999999 ? price : 0;
  };

  const prices = () => {
    for (const input of all("[data-rupiah]")) {
      const shown = document.getElementById(input.getAttribute("aria-describedby"));
      const show = () => {
        const price = rupiah(input.value);
        shown.textContent = price ? `Rp${price.toLocaleString(id ? "id-ID" : "en-US")}` : "";
      };
      input.addEventListener("input", () => {
        show();
        const note = document.querySelector("main > .note.bad[role=alert]");
        if (note) note.hidden = all("[data-rupiah]").every((each) => rupiah(each.value));
      });
      input.addEventListener("focus", () => input.select());
      if (document.activeElement === input) input.select();
      show();
    }
  };

  const starters = () => {
    for (const box of all(".starters")) {
      const field = document.getElementById(box.dataset.for);
      for (const chip of box.querySelectorAll("button")) {
        chip.addEventListener("click", () => {
          const start = chip.textContent.replace(/\s*…$/, " ");
          const before = field.value.replace(/\s+$/, "");
          field.value = before ? `${before}${/[.!?]$/.test(before) ? "" : "."} ${start}` : start;
          field.focus();
          field.setSelectionRange(field.value.length, field.value.length);
        });
      }
    }
  };

  const colours = () => {
    const frame = document.getElementById("contoh");
    if (!frame) return;
    const show = (input) => {
      if (input.dataset.preview) frame.src = input.dataset.preview;
    };
    for (const input of all("[data-preview]")) {
      input.addEventListener("change", () => show(input));
      if (input.checked && !input.defaultChecked) show(input); // what a reload remembers
    }
  };

  // How long a name is, once it comes near to how long it may be.
  const counters = () => {
    for (const input of all("[data-most]")) {
      const most = Number(input.dataset.most);
      const count = document.createElement("small");
      count.className = "count";
      input.after(count);
      const show = () => {
        const length = [...input.value.trim()].length;
        count.hidden = length < most - 15;
        count.classList.toggle("over", length > most);
        count.textContent = id ? `${length} dari ${most} huruf` : `${length} of ${most} characters`;
      };
      input.addEventListener("input", show);
      show();
    }
  };

  const copies = () => {
    for (const button of all("[data-copy]")) {
      button.hidden = !navigator.clipboard; // only over https
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.done;
      });
    }
  };

  // The picture that is shown goes to the phone's own share sheet, where browsers can; else it is saved.
  const shares = () => {
    for (const place of all("[data-share]")) {
      const file = (...parts) => new File(parts, place.dataset.share, { type: "image/jpeg" });
      if (!navigator.canShare?.({ files: [file("")] })) continue;
      place.hidden = false;
      place.querySelector("button").addEventListener("click", async () => {
        const picture = document.querySelector("img.status");
        await picture.decode();
        const canvas = document.createElement("canvas");
        canvas.width = picture.naturalWidth;
        canvas.height = picture.naturalHeight;
        canvas.getContext("2d").drawImage(picture, 0, 0);
        const files = [file(await encode(canvas, 0.92))];
        await navigator.share({ files }).catch(() => {}); // closing the share sheet rejects
      });
    }
  };

  photos();
  prices();
  starters();
  colours();
  counters();
  copies();
  shares();
})();
