"use strict";
// The page is whole without this; with it, shops can be found by name or place and by what is the matter with them.
(function () {
  var form = document.getElementById("filters");
  var words = document.getElementById("words");
  var found = document.getElementById("found");
  var buttons = Array.prototype.slice.call(form.querySelectorAll("[data-tag]"));
  var shops = Array.prototype.slice.call(document.querySelectorAll(".shop")).map(function (shop) {
    var names = Array.prototype.map.call(shop.querySelectorAll("h2, .place"), function (one) { return one.textContent; });
    return { shop: shop, name: names.join(" ").toLowerCase(), tags: shop.dataset.tags.split(" ") };
  });
  var tag = "";

  function show() {
    var typed = words.value.trim().toLowerCase();
    var count = 0;
    shops.forEach(function (one) {
      var fits = (!tag || one.tags.indexOf(tag) >= 0) && one.name.indexOf(typed) >= 0;
      one.shop.hidden = !fits;
      if (fits) count += 1;
    });
    found.textContent = count ? found.dataset.text.replace("NUMBER", count) : found.dataset.none;
  }

  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      tag = button.dataset.tag;
      buttons.forEach(function (one) { one.setAttribute("aria-pressed", String(one === button)); });
      show();
    });
  });
  words.addEventListener("input", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  show();
})();
