// Pages of the SQLite database in IndexedDB. One transaction per commit; "saved" only after oncomplete.
// Only the tab that holds the lock writes; others read a copy.
ZH.store = (() => {
  const open = new Map();  // name -> { db, writer, queue }
  const api = { commits: 0, load, commit, flush, erase, persist };

  function request(r) {
    return new Promise((resolve, reject) => {
      r.onsuccess = () => resolve(r.result);
      r.onerror = () => reject(r.error);
    });
  }

  async function openDb(name) {
    const r = indexedDB.open('zhunru.' + name, 1);
    r.onupgradeneeded = () => r.result.createObjectStore('pages');
    const db = await request(r);
    db.onversionchange = () => db.close();
    return db;
  }

  // Asks for the lock without waiting; holds it until the page goes away.
  function becomeWriter(name) {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      navigator.locks.request('zhunru.' + name, { ifAvailable: true }, (lock) => {
        resolve(!!lock);
        return lock ? new Promise(() => {}) : undefined;
      }).catch(() => resolve(false));
    });
  }

  // Answers zh_store_loaded(id, mode, size, pointer): mode 2 durable, 1 follower, 0 memory.
  async function load(id, name) {
    let mode = 0, size = 0, pointer = 0;
    try {
      const db = await openDb(name);
      const writer = await becomeWriter(name);
      open.set(name, { db, writer, queue: Promise.resolve(true) });
      mode = writer ? 2 : 1;
      const tx = db.transaction('pages', 'readonly');
      const pages = tx.objectStore('pages');
      const [keys, values, meta] = await Promise.all([request(pages.getAllKeys()), request(pages.getAll()), request(pages.get('meta'))]);
      size = meta ? meta.size : 0;
      if (size > 0) {
        pointer = _malloc(size);
        HEAPU8.fill(0, pointer, pointer + size);
        keys.forEach((key, i) => {
          if (typeof key !== 'number') return;
          const at = key * meta.page;
          if (at < size) HEAPU8.set(values[i].subarray(0, Math.min(values[i].length, size - at)), pointer + at);
        });
      }
    } catch (e) {
      console.warn('zhunru: nothing can be kept in this browser', e);
      mode = 0;
      size = 0;
    }
    ZH.call('zh_store_loaded', id, mode, size, pointer);
  }

  // list: page numbers; data: their bytes one after the other. The copy is taken now, written later in order.
  function commit(name, page, size, list, count, data, oldSize) {
    const store = open.get(name);
    if (!store || !store.writer) return;
    const writes = [];
    for (let i = 0; i < count; i++) {
      const length = Math.min(page, size - HEAP32[(list >> 2) + i] * page);
      if (length > 0) writes.push([HEAP32[(list >> 2) + i], HEAPU8.slice(data + i * page, data + i * page + length)]);
    }
    store.queue = store.queue.then((ok) => new Promise((resolve) => {
      let tx;
      try {
        tx = store.db.transaction('pages', 'readwrite', { durability: 'strict' });
      } catch (e) { resolve(false); return; }
      const pages = tx.objectStore('pages');
      for (const [key, value] of writes) pages.put(value, key);
      if (size < oldSize) pages.delete(IDBKeyRange.bound(Math.ceil(size / page), Math.ceil(oldSize / page)));
      pages.put({ size, page }, 'meta');
      tx.oncomplete = () => { api.commits++; resolve(ok); };
      tx.onabort = tx.onerror = () => {
        ZH.report('the browser did not keep a change: ' + (tx.error && tx.error.name));
        resolve(false);
      };
    }));
  }

  function flush(id, name) {
    const store = open.get(name);
    if (!store || !store.writer) { ZH.call('zh_done', id, 0); return; }
    store.queue.then((ok) => {
      // A page that was not kept leaves the stored copy behind: the caller must write everything again.
      if (!ok) store.queue = Promise.resolve(true);
      ZH.call('zh_done', id, ok ? 1 : 0);
    });
  }

  async function erase(id, name) {
    const store = open.get(name);
    try {
      if (store) { await store.queue; store.db.close(); open.delete(name); }
      await request(indexedDB.deleteDatabase('zhunru.' + name));
      ZH.call('zh_done', id, 1);
    } catch (e) {
      ZH.call('zh_done', id, 0);
    }
  }

  function persist() {
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  }

  return api;
})();
