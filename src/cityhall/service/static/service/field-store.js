// What a worker did, kept on the phone until the city has it: one list, oldest first.
"use strict";
const fieldStore = (() => {
  const name = "divan-field";

  const opened = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("outcomes", { keyPath: "seq", autoIncrement: true });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  // One transaction; it is over only when the disk has it.
  const doing = async (mode, act) => {
    const base = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = base.transaction("outcomes", mode, { durability: "strict" });
        const asked = act(transaction.objectStore("outcomes"));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onabort = transaction.onerror = () => reject(transaction.error);
      });
    } finally {
      base.close();
    }
  };

  return {
    all: () => doing("readonly", (store) => store.getAll()),
    add: (outcome) => doing("readwrite", (store) => store.add(outcome)),
    change: (outcome) => doing("readwrite", (store) => store.put(outcome)),
    remove: (seq) => doing("readwrite", (store) => store.delete(seq)),

    // Nothing of a person stays on the phone: outcomes, pages, and what shows them.
    wipe: async () => {
      await new Promise((resolve) => {
        const asked = indexedDB.deleteDatabase(name);
        asked.onsuccess = asked.onerror = asked.onblocked = () => resolve();
      });
      if ("caches" in window) {
        for (const kept of await caches.keys()) if (kept.startsWith(name)) await caches.delete(kept);
      }
      if ("serviceWorker" in navigator) {
        for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
      }
    },
  };
})();
