// First script of the page: tests the browser, starts the program, registers the service worker.
(function () {
  var missing = [];
  function need(name, ok) { if (!ok) missing.push(name); }
  // A module with an exception tag: the program is built with WebAssembly exceptions.
  var exceptions = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11]);
  need('WebAssembly', typeof WebAssembly === 'object');
  try { need('WebAssembly exceptions', missing.length || WebAssembly.validate(exceptions)); } catch (e) { missing.push('WebAssembly'); }
  var gl = null;
  try {
    gl = document.createElement('canvas').getContext('webgl2');
    if (gl) { var x = gl.getExtension('WEBGL_lose_context'); if (x) x.loseContext(); }
  } catch (e) { gl = null; }
  need('WebGL 2', gl);
  need('ResizeObserver', typeof ResizeObserver === 'function');
  need('PointerEvent', typeof PointerEvent === 'function');
  need('fetch', typeof fetch === 'function');

  function old(why) {
    var page = document.getElementById('old');
    page.hidden = false;
    document.getElementById('old-why').textContent = why;
    var splash = document.getElementById('splash');
    if (splash) splash.remove();
  }
  if (missing.length) { old(missing.join(', ')); return; }

  function failed() {
    var text = document.getElementById('splash-text');
    if (text) text.textContent = '没有连上，请检查网络后刷新本页。 Could not load; check the network and reload.';
  }
  var script = document.createElement('script');
  script.src = '/zhunru.js';
  script.onerror = failed;
  document.head.appendChild(script);

  if ('serviceWorker' in navigator && (location.protocol === 'https:' || location.hostname === 'localhost' || location.hostname === '127.0.0.1')) {
    var worker = navigator.serviceWorker;
    addEventListener('load', function () {
      worker.register('/sw.js').then(function (registration) {
        if (!registration) return;  // a browser that is told to have no workers
        // A page that stays open for days asks for a new version whenever somebody comes back to it.
        document.addEventListener('visibilitychange', function () { if (!document.hidden) registration.update().catch(function () {}); });
        addEventListener('online', function () { registration.update().catch(function () {}); });
      }).catch(function () {});
    });
    // A new version has taken over: this page still runs the old program. It reloads once nobody is typing and no sheet is
    // open; drafts and unsent commands are in the database before that (zhunru.renew).
    var controlled = !!worker.controller;
    worker.addEventListener('controllerchange', function () {
      var first = !controlled;  // the very first worker brings the files that this page has already
      controlled = true;
      if (first) return;
      var timer = setInterval(function () {
        if (globalThis.zhunru && !globalThis.zhunru.renew()) return;
        clearInterval(timer);
      }, 500);
    });
  }
})();
