// Shows the round where there is no line: the page as it was last seen, and the files it needs.
// Outcomes are no business of this script; the page keeps and sends them (field.js).
"use strict";
const CACHE = "divan-field-1";
const PAGE = "/field/";
const PATIENCE = 5000; // milliseconds until a line that says nothing counts as none

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === PAGE) event.respondWith(page(request));
  else if (request.mode !== "navigate" && isFile(address)) event.respondWith(file(event, request));
});

const isFile = (address) =>
  address.pathname.startsWith("/static/") || address.pathname === "/accent.css";

const page = async (request) => {
  const kept = await caches.match(PAGE, { cacheName: CACHE });
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await (await caches.open(CACHE)).put(PAGE, answer.clone());
    return answer; // a way to the sign-in page passes as it is
  });
  if (!kept) return fresh;
  const silence = new Promise((resolve) => { setTimeout(() => resolve(kept), PATIENCE); });
  return Promise.race([fresh.catch(() => kept), silence]);
};

const file = async (event, request) => {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return kept;
};
