// Files that a person gives: choosing, the camera, photos made small, and keeping them until the server has them.
ZH.files = (() => {
  const longest = 2000;  // px; a page of A4 stays readable

  // A photo of a phone has 12 million pixels and tells where it was taken. Drawn anew it is small and tells nothing.
  async function small(file) {
    if (!/^image\//.test(file.type)) return file;
    let picture = null;
    try {
      picture = await createImageBitmap(file);
      const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
      if (scale === 1 && /png|webp/.test(file.type)) return file;
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#fff';  // what was transparent
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.imageSmoothingQuality = 'high';
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
      return blob ? new File([blob], file.name.replace(/\.[^.]*$/, '') + '.jpg', { type: 'image/jpeg' }) : file;
    } catch (e) {
      return file;  // no picture that this browser can read: judged by its content later
    } finally {
      if (picture) picture.close();
    }
  }

  function hand(id, name, type, buffer) {
    const p = _malloc(buffer.byteLength + 1);
    HEAPU8.set(new Uint8Array(buffer), p);
    try {
      ZH.call('zh_file', id, name, type, p, buffer.byteLength);
    } finally {
      _free(p);
    }
  }

  // At most `limit` bytes are read into memory; a larger file is handed over empty, with its name, to be refused.
  function pick(id, accept, camera, limit) {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.className = 'zoff';
    input.tabIndex = -1;
    input.setAttribute('aria-hidden', 'true');
    if (camera) input.setAttribute('capture', 'environment');
    else input.multiple = true;
    const end = (ok) => { input.remove(); ZH.call('zh_done', id, ok ? 1 : 0); };
    input.onchange = async () => {
      ZH.inflight++;
      try {
        for (const given of input.files) {
          const file = await small(given);
          if (file.size > limit) hand(id, file.name, 'too-large', new ArrayBuffer(0));
          else hand(id, file.name, file.type, await file.arrayBuffer());
        }
      } finally {
        ZH.inflight--;
        end(input.files.length > 0);
      }
    };
    input.oncancel = () => end(false);
    document.body.append(input);  // some phones forget an input that is nowhere in the page
    input.click();
  }

  // --- what is on its way, in a database of its own: it survives a reload and a killed tab ----------------------------
  let db = null;
  const open = () => db || (db = new Promise((resolve, reject) => {
    const r = indexedDB.open('zhunru.files', 1);
    r.onupgradeneeded = () => r.result.createObjectStore('file');
    r.onsuccess = () => { r.result.onversionchange = () => r.result.close(); resolve(r.result); };
    r.onerror = () => reject(r.error);
  }));
  async function change(what) {
    try {
      const tx = (await open()).transaction('file', 'readwrite');
      what(tx.objectStore('file'));
    } catch (e) { /* nothing can be kept here: it is sent all the same while the page is open */ }
  }
  const keep = (key, about, pointer, length) => {
    const bytes = HEAPU8.slice(pointer, pointer + length);
    change((files) => files.put({ about, bytes }, key));
  };
  const forget = (key) => change((files) => (key ? files.delete(key) : files.clear()));
  async function kept(id) {
    let list = [];
    try {
      const request = (await open()).transaction('file').objectStore('file').getAll();
      list = await new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    } catch (e) { list = []; }
    for (const one of list) hand(id, one.about, '', one.bytes.buffer);
    ZH.call('zh_done', id, 1);
  }

  return { pick, keep, forget, kept };
})();
