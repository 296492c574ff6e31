// A Cloudflare Worker in front of an R2 bucket with a custom domain: index and error pages, security headers.
// The bucket answers through Cloudflare's cache, as without the Worker.
// /slug, /SLUG/ and /slug/Produk.html lead to the address that links use; published names are lower case.

const HEADERS = {
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Strict-Transport-Security": "max-age=31536000",
  "X-Content-Type-Options": "nosniff",
};

const PAGE = /^(\/\w[\w.-]*)*\/(\w[\w-]*\/?|\w[\w.-]*\.html)$/i;

function canonical(path) {
  return PAGE.test(path) ? path.toLowerCase().replace(/\/[\w-]+$/, "$&/") : path;
}

export default {
  async fetch(request) {
    const url = new URL(request.url);
    const there = canonical(url.pathname);
    if (there !== url.pathname) {
      const headers = { ...HEADERS, "Cache-Control": "public, max-age=300", Location: there + url.search };
      return new Response(null, { status: 301, headers });
    }
    url.search = "";
    if (url.pathname.endsWith("/")) url.pathname += "index.html";
    const isLock = url.pathname.endsWith("/_etalase.json"); // nobody's business
    let answer = isLock ? new Response(null, { status: 404 }) : await fetch(new Request(url, request));
    if (answer.status === 404) {
      const page = await fetch(new URL("/404.html", url));
      answer = new Response(page.body, { status: 404, headers: page.headers });
    } else {
      answer = new Response(answer.body, answer); // a fetched answer's headers cannot be changed
    }
    for (const [name, value] of Object.entries(HEADERS)) answer.headers.set(name, value);
    return answer;
  },
};
