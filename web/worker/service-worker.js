// Keeps the console itself on this device, so that the survey opens without a connection: the page and the files that its build
// made, of one build at a time. What anybody reads, writes or is allowed to never comes through here: it looks at GET requests
// of the page and of its files alone, and keeps none of the answers of the service.
//
// `vite.worker.ts` puts above this what there is: `const built = { name, main, files, languages }`.

const OURS = "normtrack-";
const CACHE = OURS + built.name;
/** Every address of the console is one page. */
const PAGE = "/";
const TONGUE = /^\/(?:ar|zh|en|fr|ru|es)(?:\/|$)/;
/** A connection that gives no answer for so long is none. */
const PATIENCE = 8_000;

const known = new Set([...built.files, ...Object.values(built.languages).flat()]);

/** What the browser has kept of it already costs nothing. */
async function keep(files) {
  const cache = await caches.open(CACHE);
  const missing = [];
  for (const file of files) if ((await cache.match(file)) === undefined) missing.push(file);
  await cache.addAll(missing);
}

async function keepPage() {
  const page = await fetch(PAGE, { cache: "no-cache" });
  // Of another build than this worker: it comes with the worker of that build.
  if (!page.ok || !(await page.clone().text()).includes(built.main)) throw new Error("the page is of another build");
  const cache = await caches.open(CACHE);
  await cache.put(PAGE, page);
}

/** The languages that were used here with a build before, as the names of the files say that it kept. */
async function tonguesBefore() {
  const kept = [];
  for (const name of await caches.keys())
    if (name.startsWith(OURS)) kept.push(...(await (await caches.open(name)).keys()));
  return Object.keys(built.languages).filter((tongue) => kept.some(({ url }) => url.includes(`/assets/${tongue}-`)));
}

/** All that the build before had here, of this one: nobody need open the survey with it before it stands alone. */
async function keepAll() {
  const tongues = await tonguesBefore();
  await keep([...built.files, ...tongues.flatMap((tongue) => built.languages[tongue])]);
}

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  }
}

// A worker of a newer build waits until no page of the older one is open: each finds its own files for as long as it is.
self.addEventListener("install", (event) => event.waitUntil(Promise.all([keepPage(), keepAll()])));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

self.addEventListener("message", (event) => {
  const files = built.languages[event.data?.tongue];
  if (files !== undefined) event.waitUntil(keep(files));
});

/** What the service has comes first, so that a new build reaches people at their next visit. */
async function page(request) {
  const kept = () => caches.match(PAGE, { cacheName: CACHE });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  try {
    const asked = fetch(request);
    const answer = await Promise.race([asked, late]);
    // Nor is a server that is being replaced.
    const isThere = answer !== null && answer.status < 500;
    return isThere ? answer : ((await kept()) ?? (await asked));
  } catch (failure) {
    const found = await kept();
    if (found === undefined) throw failure;
    return found;
  }
}

async function file(request, path) {
  return (await caches.match(path, { cacheName: CACHE })) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && TONGUE.test(pathname)) event.respondWith(page(request));
  else if (known.has(pathname)) event.respondWith(file(request, pathname));
});
