// The service worker of the desk. The build writes two constants before it: VERSION, and SHELL, the files that every
// page needs (web/build/service-worker.ts).
/* global VERSION, SHELL */

const page = "/desk/";
const shellCache = `listek-shell-${VERSION}`;
/** What the API said to the person who is signed in; nobody else may find it here. */
const readCache = "listek-read";
const mostAnswers = 400;
const patience = 4000;
/** While somebody is being signed in or out the desk may still answer as to the one before: for so long nothing is kept. */
const unsettled = 10_000;
let keepsFrom = 0;

/** What can be read again without a network: lists, and tickets that were open. */
const readable =
  /^\/api\/v1\/(session|setup|views|states|queues|fields|people(\/\d+)?|tickets|tickets\/[\w-]+(\/(messages|events|checklist|followers))?|conversations|conversations\/\d+(\/messages)?)$/;
const identity = /^\/api\/v1\/(session|sessions|setup|password)/;

self.addEventListener("install", (event) => event.waitUntil(keepShell()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("message", (event) => {
  if (event.data === "begin") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    // Whoever signs in or out: what the one before has read is gone first.
    if (identity.test(url.pathname)) {
      keepsFrom = Date.now() + unsettled;
      event.waitUntil(forget());
    }
    return;
  }
  if (request.mode === "navigate" && url.pathname.startsWith("/desk/")) event.respondWith(openPage(request));
  else if (url.pathname.startsWith("/desk/assets/") || SHELL.includes(url.pathname))
    event.respondWith(fromShell(request));
  else if (readable.test(url.pathname)) event.respondWith(read(event));
});

async function keepShell() {
  const cache = await caches.open(shellCache);
  await cache.addAll(SHELL.map((path) => new Request(path, { cache: "reload" })));
}

async function begin() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("listek-shell-") && name !== shellCache);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Names of built files carry their content's hash: what is kept is right. */
async function fromShell(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(shellCache)).put(request, answer.clone());
  return answer;
}

/** The newest page if the desk answers soon, else the one that is kept. */
async function openPage(request) {
  const kept = () => caches.open(shellCache).then((cache) => cache.match(page));
  const late = new Promise((resolve) => setTimeout(() => resolve(null), patience));
  try {
    return (await Promise.race([fetch(request), late])) ?? (await kept()) ?? (await fetch(request));
  } catch (error) {
    const answer = await kept();
    if (answer) return answer;
    throw error;
  }
}

/** The desk's own answer; only when it cannot be reached, the last one to the same question. */
async function read(event) {
  const asked = epoch;
  const settled = Date.now() >= keepsFrom;
  try {
    const answer = await fetch(event.request);
    if (answer.status === 401) event.waitUntil(forget());
    else if (answer.ok && settled) event.waitUntil(keep(event.request, answer.clone(), asked));
    return answer;
  } catch (error) {
    const kept = await caches.match(event.request, { cacheName: readCache });
    if (kept) return kept;
    throw error;
  }
}

/** What was asked for before somebody signed out is not kept after it. */
async function keep(request, answer, asked) {
  if (asked !== epoch) return;
  let now = asked;
  if (new URL(request.url).pathname === "/api/v1/session") {
    await onlyFor(await personOf(answer.clone()));
    now = epoch;
  }
  const cache = await caches.open(readCache);
  await cache.delete(request);
  await cache.put(request, answer);
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - mostAnswers)).map((old) => cache.delete(old)));
  if (now !== epoch) await caches.delete(readCache);
}

/** Another person than the one whose answers are kept: they go. */
async function onlyFor(person) {
  const before = await caches.match("/api/v1/session", { cacheName: readCache });
  if (before && (await personOf(before)) !== person) await forget();
}

const personOf = async (answer) => (await answer.json()).person?.id;
/** Counts how often everything was forgotten. */
let epoch = 0;
function forget() {
  epoch++;
  return caches.delete(readCache);
}

// What somebody is told while no page of the desk is open (shared/notifications/schema.ts, PushMessage).
self.addEventListener("push", (event) => {
  const { title, body, tag, url, at } = event.data.json();
  const options = { body, tag, data: { url }, icon: "/desk/icon.svg", timestamp: Date.parse(at) };
  event.waitUntil(self.registration.showNotification(title, options));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openAt(event.notification.data.url));
});

/** In a page of the desk that is open, else in a new one; never outside of the desk. */
async function openAt(url) {
  const { pathname, search, hash } = new URL(url, location.origin);
  const target = pathname + search + hash;
  const pages = await self.clients.matchAll({ type: "window" });
  if (pages.length === 0) return self.clients.openWindow(target);
  const page = await pages[0].focus();
  return page.navigate(target);
}
