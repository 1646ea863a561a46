// HTTP, server-sent events, timers, clipboard, share, downloads. Files that people give: files.js.
ZH.net = (() => {
  function bytes(buffer) {
    const p = _malloc(buffer.byteLength + 1);
    HEAPU8.set(new Uint8Array(buffer), p);
    HEAPU8[p + buffer.byteLength] = 0;
    return p;
  }

  function answer(id, status, buffer, type, etag, date) {
    const p = bytes(buffer);
    try {
      ZH.call('zh_http_done', id, status, p, buffer.byteLength, type || '', etag || '', date || '');
    } finally {
      _free(p);
    }
  }

  function send(id, method, url, headers, body, timeout) {
    ZH.inflight++;
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeout);
    const options = { method, headers: JSON.parse(headers), signal: abort.signal, credentials: 'same-origin', cache: 'no-store' };
    if (body) options.body = body;
    fetch(url, options)
      .then(async (r) => [r, await r.arrayBuffer()])
      .then(([r, b]) => answer(id, r.status, b, r.headers.get('content-type'), r.headers.get('etag'), r.headers.get('date')),
        () => answer(id, 0, new ArrayBuffer(0)))
      .finally(() => { clearTimeout(timer); ZH.inflight--; });
  }

  let stream = null, retry = 0, retryTimer = 0;
  function open(url, types) {
    close();
    stream = new EventSource(url);
    const mine = stream;
    const pass = (ev) => { if (mine === stream) ZH.call('zh_push', ev.type, String(ev.data), ev.lastEventId || ''); };
    stream.onopen = () => { if (mine === stream) { retry = 0; ZH.call('zh_push_state', 1); } };
    stream.onerror = () => {
      if (mine !== stream) return;
      ZH.call('zh_push_state', 0);
      if (mine.readyState === EventSource.CLOSED) {  // refused: the browser does not come back by itself
        retry = Math.min(retry + 1, 6);
        retryTimer = setTimeout(() => open(url, types), 500 * 2 ** retry);
      }
    };
    for (const t of ['message', ...types]) stream.addEventListener(t, pass);
  }
  function close() {
    clearTimeout(retryTimer);
    if (stream) stream.close();
    stream = null;
  }

  async function copy(id, text) {
    let ok = false;
    try {
      await navigator.clipboard.writeText(text);
      ok = true;
    } catch (e) {  // old web views: a selected text and the copy command
      const area = document.createElement('textarea');
      area.value = text;
      area.className = 'zoff';
      document.body.append(area);
      area.select();
      try { ok = document.execCommand('copy'); } catch (e2) { ok = false; }
      area.remove();
    }
    ZH.call('zh_done', id, ok ? 1 : 0);
  }

  function save(name, type, pointer, length) {
    const url = URL.createObjectURL(new Blob([HEAPU8.slice(pointer, pointer + length)], { type }));
    const a = document.createElement('a');
    a.href = url;
    a.download = name;
    a.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  function print(title, text) {
    const page = document.getElementById('print');
    page.replaceChildren();
    const head = document.createElement('h1');
    head.textContent = title;
    page.append(head);
    for (const line of text.split('\n')) {
      const p = document.createElement('p');
      p.textContent = line;
      page.append(p);
    }
    globalThis.print();
  }

  return { send, open, close, copy, save, print };
})();
