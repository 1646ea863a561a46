// Service worker: the site's own files from a cache that belongs to one version, everything else from the network.
// VERSION and FILES are filled in by make_site.py. Refuses to cache answers of the API: what was read is kept by the program
// (client/sync), with its owner. A new version replaces the old at once; the page reloads itself when nothing is lost by it (boot.js).
const VERSION = '@VERSION@';
const FILES = @FILES@;
const CACHE = 'zhunru-' + VERSION;

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map((f) => new Request(f, { cache: 'reload' })));
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('zhunru-') && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const request = event.request;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  if (url.origin !== location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') {
    // The client's own addresses open from the cache. Papers (/d/…) and exports come from the server where there is one; without
    // network the client shows what it has read.
    const ours = url.pathname === '/' || /^\/[ip]\//.test(url.pathname);
    event.respondWith((async () => {
      const page = () => caches.match('/', { cacheName: CACHE });
      if (ours) return (await page()) || fetch(request);
      return fetch(request).catch(async () => (await page()) || Response.error());
    })());
    return;
  }
  event.respondWith((async () => {
    const kept = await caches.match(url.pathname, { cacheName: CACHE });
    if (kept) return kept;
    const answer = await fetch(request);
    // The fallback font is large and rarely needed: kept once it was asked for.
    if (answer.ok && url.pathname === '/font-zh.ttf') (await caches.open(CACHE)).put(url.pathname, answer.clone());
    return answer;
  })());
});
