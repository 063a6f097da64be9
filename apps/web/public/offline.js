// Keeps the emergency fund's pages and the missions' readable without a connection. What comes from the platform always goes first: what is kept
// answers only where the platform can't be reached, and is forgotten at the end of the session.
const PAGES = 'pages-1';
const FIGURES = 'figures-1';
const READ =
  /^\/api\/(me$|clock$|emergency-fund\/(availability|history|earnings|aid-clock|inbox|cases|proposals)|disbursements\/(projects|people|missions(\/[\w-]+)?)$)/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(begin()));

async function begin() {
  for (const name of await caches.keys()) if (name !== PAGES && name !== FIGURES) await caches.delete(name);
  await self.clients.claim();
  // The page that brought us was loaded before we could keep anything of it.
  for (const client of await self.clients.matchAll()) client.postMessage('keep');
}

self.addEventListener('message', (event) => {
  if (Array.isArray(event.data)) event.waitUntil(keepAll(event.data));
});

async function keepAll(addresses) {
  const [pages, figures] = [await caches.open(PAGES), await caches.open(FIGURES)];
  for (const address of addresses) {
    const { pathname } = new URL(address);
    if (READ.test(pathname)) await answer(new Request(address), figures, address).catch(() => undefined);
    else if (isFile(pathname)) await pages.add(address).catch(() => undefined);
  }
  await pages.add('/').catch(() => undefined);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (pathname === '/auth/logout') return event.waitUntil(forget());
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    if (!/^\/(auth|oidc|api)\//.test(pathname)) event.respondWith(from(PAGES, request, '/'));
  } else if (READ.test(pathname)) event.respondWith(from(FIGURES, request, request.url));
  else if (isFile(pathname)) event.respondWith(file(request));
});

function isFile(pathname) {
  return pathname.startsWith('/assets/') || ['/first-paint.js', '/icon.svg'].includes(pathname);
}

async function from(name, request, key) {
  return answer(request, await caches.open(name), key);
}

async function answer(request, cache, key) {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await keep(fresh.clone(), cache, key);
    return fresh;
  } catch (unreachable) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw unreachable;
  }
}

/** What one person read is not there for the next: on a shared phone a session may end without anybody leaving it. */
async function keep(fresh, cache, key) {
  const isWho = new URL(key, self.location.origin).pathname === '/api/me';
  const changes = isWho && (await idIn(await cache.match(key))) !== (await idIn(fresh.clone()));
  if (changes) for (const request of await cache.keys()) await cache.delete(request);
  await cache.put(key, await dated(fresh));
}

async function idIn(response) {
  const person = await response?.clone().json();
  return person?.id;
}

/** Only what is read again without a connection says when it was kept. */
async function dated(response) {
  const headers = new Headers(response.headers);
  headers.set('x-kept-at', new Date().toISOString());
  headers.delete('content-encoding');
  return new Response(await response.blob(), { status: response.status, headers });
}

/** Files named by their content never change. */
async function file(request) {
  const cache = await caches.open(PAGES);
  const kept = await cache.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

async function forget() {
  await caches.delete(FIGURES);
}
