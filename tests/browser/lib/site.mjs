// A tiny static server for a built site: loopback, random port, the headers that the product's server sends.
// Refuses paths outside the site. Answers of the API come from `api(request, url)` where a test gives one.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json', '.ttf': 'font/ttf' };

/** The strictest policy that the page works under; the server of the product sends the same. */
export const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves `folder`; returns {url, close, requests}. `requests` counts by path. */
export async function serveSite(folder, api) {
  const requests = new Map();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    requests.set(url.pathname, (requests.get(url.pathname) || 0) + 1);
    try {
      if (api && (await api(request, response, url))) return;
      let path = normalize(decodeURIComponent(url.pathname));
      if (path === '/' || /^\/[dip]\/[^/]+$/.test(path)) path = '/index.html';
      if (path.includes('..')) throw new Error('outside');
      const body = await readFile(join(folder, path));
      response.writeHead(200, { 'Content-Type': types[extname(path)] || 'application/octet-stream', 'Content-Security-Policy': policy,
        'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' });
      response.end(body);
    } catch (e) {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  };
}
