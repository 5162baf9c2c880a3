// Keeps every file of one version, so that the page opens without a network after the first visit. `cargo xtask dist` writes
// the version and its files into the two constants below; without it there is no such worker.
//
// Nobody sees an old page twice: the document itself is asked of the network first, and names the files that belong to it.
// Files are named by their content, so that what is kept of an older version is right wherever the name fits.
const VERSION = "@version@";
const FILES = ["@files@"];
const PAGE = "index.html";
const PREFIX = "alertplay ";
/** How long a network that gives no answer is waited for, in milliseconds, before the kept page is shown. */
const PATIENCE = 3000;

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});

/** Fetches what no older version has; a file that cannot be had fails the whole, and the older version stays. */
async function fill() {
  const cache = await caches.open(PREFIX + VERSION);
  for (const name of FILES) {
    if (await cache.match(name)) continue;
    const known = name === PAGE ? undefined : await caches.match(new URL(name, self.registration.scope));
    const found = known ?? (await fetch(name, { cache: "no-cache" }));
    if (!found.ok) throw new Error(`${name}: ${found.status}`);
    await cache.put(name, found);
  }
}

/** Keeps this version and the one before: a page of it may still be open and ask for more. */
async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + VERSION);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

async function page(request) {
  const kept = async () => (await (await caches.open(PREFIX + VERSION)).match(PAGE)) ?? Response.error();
  const late = new Promise((done) => setTimeout(done, PATIENCE)).then(kept);
  const fresh = fetch(request).then((answer) => (answer.ok ? answer : kept()));
  return Promise.race([fresh, late]).catch(kept);
}

async function file(request) {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}
