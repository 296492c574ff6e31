// For a bucket without a front: an address in capitals, or without the slash behind a folder, finds its page.
(function () {
  var root = new URL(document.currentScript.src).pathname.replace(/aset\/[^\/]*$/, "");
  var path = location.pathname, rest = path.slice(root.length), there;
  if (!/^http/.test(location.protocol) || path.slice(0, root.length) !== root) return;
  if (!/^(\w[\w.-]*\/)*(\w[\w-]*\/?|\w[\w.-]*\.html)$/i.test(rest)) return;
  there = rest.toLowerCase().replace(/(^|\/)([\w-]+)$/, "$1$2/");
  if (there !== rest) location.replace(root + there + location.search + location.hash);
})();
