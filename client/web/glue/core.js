// Start of the glue between the browser and the program: frames, calls into it, errors, the tests' window.zhunru.
// All glue files are joined in front of the generated script, so they share its scope (HEAPU8, Module, ...).
var ZH = {
  frames: 0,          // drawn since start
  armed: false,       // requestAnimationFrame is waiting
  timer: 0, timerDue: 0,
  lost: false,        // the WebGL context is lost
  ready: false,
  inflight: 0,        // HTTP requests under way
  lastError: '',
  problems: [],

  asset(name) { return (globalThis.zhunruAssets && globalThis.zhunruAssets[name]) || name; },

  report(message) {
    ZH.lastError = String(message);
    console.error('zhunru: ' + message);
  },

  // Calls an exported function; strings become UTF-8 that is freed afterwards.
  call(name, ...args) {
    const owned = [];
    const plain = args.map((a) => {
      if (typeof a !== 'string') return a;
      const p = stringToNewUTF8(a);
      owned.push(p);
      return p;
    });
    try {
      return Module['_' + name](...plain);
    } catch (e) {
      ZH.report(e && e.stack || e);
      throw e;
    } finally {
      for (const p of owned) _free(p);
    }
  },

  want() {
    if (ZH.armed || ZH.lost || !ZH.ready) return;
    ZH.armed = true;
    requestAnimationFrame(() => {
      ZH.armed = false;
      if (!ZH.lost) ZH.call('zh_frame');
    });
  },

  // Wakes for an animation; the earliest wish wins, none is kept while nothing waits.
  wakeAt(due) {
    if (ZH.timer && ZH.timerDue <= due) return;
    clearTimeout(ZH.timer);
    ZH.timerDue = due;
    ZH.timer = setTimeout(() => {
      ZH.timer = 0;
      ZH.want();
    }, Math.max(0, due - performance.now()));
  },
  noWake() {
    clearTimeout(ZH.timer);
    ZH.timer = 0;
  },
};

globalThis.addEventListener('error', (e) => { ZH.lastError = String(e.message); });
globalThis.addEventListener('unhandledrejection', (e) => { ZH.lastError = String(e.reason); });

globalThis.zhunru = {
  get ready() { return ZH.ready; },
  get frames() { return ZH.frames; },
  get idle() { return ZH.ready && !ZH.armed && !(ZH.timer && ZH.timerDue - performance.now() < 150); },
  get inflight() { return ZH.inflight; },
  get pending() { return ZH.ready ? Module._zh_pending() : 0; },
  get sync() { return ZH.ready ? UTF8ToString(Module._zh_sync_state()) : ''; },
  get lastError() { return ZH.lastError; },
  get problems() { return ZH.problems.slice(); },
  get route() { return ZH.view.route(); },
  get saved() { return ZH.store ? ZH.store.commits : 0; },
  get tab() { return ZH.store ? ZH.store.roles().join() : ''; },
  // Loads the page anew unless somebody is in the middle of something; keeps drafts first. False = not now.
  renew() {
    const active = document.activeElement;
    const busy = !ZH.ready || ZH.inflight > 0 || document.querySelector('#mirror [role=dialog]') ||
      (active && ['INPUT', 'TEXTAREA'].includes(active.tagName) && !document.hidden);
    if (busy) return false;
    ZH.call('zh_visible', 0);
    ZH.store.settled().then(() => location.reload());
    return true;
  },
  // What a command would do, as the sheets say it: for tests. Computed here; asks nobody.
  preview(question) { return JSON.parse(UTF8ToString(ZH.call('zh_preview', JSON.stringify(question)))); },
  reveal(id) { ZH.mirror.reveal(id); },
  activate(id) { ZH.call('zh_activate', id); },
  loseContext() { ZH.view.loseContext(); },
};
