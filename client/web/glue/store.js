// Pages of the SQLite database in IndexedDB. One transaction per commit; "saved" only after oncomplete.
// Only the tab that holds the lock writes; others read a copy, and send letters (a database of their own) to the one that
// writes. When that tab goes, the next one takes over.
ZH.store = (() => {
  const open = new Map();  // name -> { db, writer, queue }
  const api = { commits: 0, load, commit, flush, erase, persist, post, received, settled: () => Promise.all([...open.values()].map((s) => s.queue)), roles: () => [...open.values()].map((s) => (s.writer ? 'writer' : 'follower')) };
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel('zhunru') : null;
  const receipts = new Map();  // receipt -> keys of letters
  let nextReceipt = 0;

  function request(r) {
    return new Promise((resolve, reject) => {
      r.onsuccess = () => resolve(r.result);
      r.onerror = () => reject(r.error);
    });
  }

  async function openDb(name, table) {
    const r = indexedDB.open('zhunru.' + name, 1);
    r.onupgradeneeded = () => r.result.createObjectStore(table);
    const db = await request(r);
    db.onversionchange = () => db.close();
    return db;
  }
  const mailbox = (name) => openDb(name + '.mail', 'letters');

  // Asks for the lock without waiting; holds it until the page goes away. A tab that does not get it waits in line.
  function becomeWriter(name) {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      navigator.locks.request('zhunru.' + name, { ifAvailable: true }, (lock) => {
        resolve(!!lock);
        if (!lock) waitInLine(name);
        return lock ? new Promise(() => {}) : undefined;
      }).catch(() => resolve(false));
    });
  }
  const held = new Set();  // names whose lock came by waiting
  function waitInLine(name) {
    if (held.has(name)) return;
    navigator.locks.request('zhunru.' + name, () => {
      held.add(name);
      ZH.call('zh_store_promoted', name);
      return new Promise(() => {});
    }).catch(() => {});
  }

  // Answers zh_store_loaded(id, mode, size, pointer): mode 2 durable, 1 follower, 0 memory.
  async function load(id, name) {
    let mode = 0, size = 0, pointer = 0;
    try {
      const db = await openDb(name, 'pages');
      const writer = held.has(name) || await becomeWriter(name);
      const before = open.get(name);
      if (before) before.db.close();
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
    if (mode === 2) collect(name);
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
    if (!store) { ZH.call('zh_done', id, 0); return; }
    store.queue.then((ok) => {
      // A page that was not kept leaves the stored copy behind: the caller must write everything again.
      if (!ok) store.queue = Promise.resolve(true);
      ZH.call('zh_done', id, ok ? 1 : 0);
    });
  }

  // A follower's letter. It stays until the writing tab has it in the database.
  function post(name, key, text) {
    const store = open.get(name);
    if (!store) return;
    store.queue = store.queue.then(async (ok) => {
      try {
        const db = await mailbox(name);
        const tx = db.transaction('letters', 'readwrite', { durability: 'strict' });
        tx.objectStore('letters').put(text, key);
        await new Promise((resolve, reject) => { tx.oncomplete = resolve; tx.onabort = tx.onerror = () => reject(tx.error); });
        db.close();
        api.commits++;
        if (channel) channel.postMessage({ mail: name });
        return ok;
      } catch (e) {
        ZH.report('the browser did not keep a letter: ' + (e && e.name));
        return false;
      }
    });
  }

  // The writer fetches what the other tabs left for it.
  async function collect(name) {
    try {
      const db = await mailbox(name);
      const letters = db.transaction('letters', 'readonly').objectStore('letters');
      const [keys, texts] = await Promise.all([request(letters.getAllKeys()), request(letters.getAll())]);
      db.close();
      if (!keys.length) return;
      receipts.set(++nextReceipt, keys.map((key, i) => [key, texts[i]]));
      ZH.call('zh_store_mail', name, JSON.stringify(keys.map((key, i) => ({ key, text: texts[i] }))), nextReceipt);
    } catch (e) {
      ZH.report('letters of another tab cannot be read: ' + (e && e.name));
    }
  }

  // A letter that was replaced meanwhile stays for the next time.
  async function received(name, receipt) {
    const got = receipts.get(receipt) || [];
    receipts.delete(receipt);
    const db = await mailbox(name);
    const letters = db.transaction('letters', 'readwrite').objectStore('letters');
    for (const [key, text] of got) if ((await request(letters.get(key))) === text) letters.delete(key);
    letters.transaction.oncomplete = () => db.close();
  }

  if (channel) channel.onmessage = (event) => {
    const store = event.data && open.get(event.data.mail);
    if (store && store.writer) collect(event.data.mail);
  };

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
