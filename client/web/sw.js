// Service worker: the site's own files from a cache that belongs to one version, everything else from the network.
// VERSION and FILES are filled in by make_site.py. Refuses to cache answers of the API.
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
    event.respondWith((async () => (await caches.match('/', { cacheName: CACHE })) || fetch(request))());
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
