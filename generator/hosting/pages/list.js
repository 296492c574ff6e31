"use strict";
// Ticks are kept on this phone, because it may drop the page while WhatsApp is in front.
(function () {
  var bar = document.getElementById("bar");
  var boxes = Array.prototype.slice.call(document.querySelectorAll(".tick input"));
  var ticked = document.getElementById("ticked");
  var save = document.getElementById("save");

  function key(box) {
    return ["etalase", box.dataset.slug, box.dataset.expires, box.dataset.kind].join(" ");
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map(function (part) { return String(part).padStart(2, "0"); }).join("-");
  }

  function remember(box) {
    box.dataset.on = box.checked ? today() : "";
    try {
      if (box.checked) localStorage.setItem(key(box), box.dataset.on);
      else localStorage.removeItem(key(box));
    } catch (error) { /* some phones lend a file no storage: then only this page knows */ }
  }

  function recall(box) {
    var on = null;
    try { on = localStorage.getItem(key(box)); } catch (error) { /* as above */ }
    box.checked = Boolean(on);
    box.dataset.on = on || "";
  }

  function sent() {
    return boxes.filter(function (box) { return box.checked; });
  }

  function show() {
    ticked.textContent = sent().length;
    save.disabled = !sent().length;
  }

  function report() {
    var lines = sent().map(function (box) {
      return [box.dataset.slug, box.dataset.kind, box.dataset.expires, box.dataset.on].join(",");
    });
    return "\ufeff" + ["slug,pemberitahuan,berakhir,terkirim"].concat(lines, "").join("\r\n");
  }

  function download() {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([report()], { type: "text/csv" }));
    link.download = bar.dataset.file;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  boxes.forEach(function (box) {
    recall(box);
    box.addEventListener("change", function () { remember(box); show(); });
  });
  save.addEventListener("click", download);
  document.getElementById("plain").hidden = true;
  bar.hidden = false;
  show();
})();
