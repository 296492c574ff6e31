// A CloudFront Function (viewer request, runtime 2.0) before the website endpoint of a bucket:
// /slug, /SLUG/ and /slug/Produk.html lead to the address that links use; published names are lower case.

const PAGE = /^(\/\w[\w.-]*)*\/(\w[\w-]*\/?|\w[\w.-]*\.html)$/i;

function canonical(path) {
  return PAGE.test(path) ? path.toLowerCase().replace(/\/[\w-]+$/, "$&/") : path;
}

function search(parameters) {
  const parts = [];
  for (const name in parameters) {
    for (const one of parameters[name].multiValue || [parameters[name]]) {
      parts.push(one.value ? name + "=" + one.value : name);
    }
  }
  return parts.length ? "?" + parts.join("&") : "";
}

function handler(event) {
  const request = event.request;
  const there = canonical(request.uri);
  if (there === request.uri) return request;
  return {
    statusCode: 301,
    statusDescription: "Moved Permanently",
    headers: {
      "cache-control": { value: "public, max-age=300" },
      location: { value: there + search(request.querystring) },
    },
  };
}
