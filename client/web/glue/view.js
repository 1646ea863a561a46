// The stage: canvas size, pointers, wheel, keys, viewport and keyboard, theme, address and back button.
ZH.view = (() => {
  let stage, canvas, loseExtension = null;
  const kinds = { touch: 0, mouse: 1, pen: 2 };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const still = matchMedia('(prefers-reduced-motion: reduce)');

  // --- size -----------------------------------------------------------------------------------
  function insets() {
    const style = getComputedStyle(document.getElementById('insets'));
    return ['paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft'].map((n) => parseFloat(style[n]) || 0);
  }

  // The size that the phone (Dynamic Type, preferred-text-scale) or the browser's own setting gives to plain text; 1 = usual.
  const apple = CSS.supports('font', '-apple-system-body') && navigator.maxTouchPoints > 1;
  function textScale() {
    const probe = document.getElementById('text-size');
    const px = parseFloat(getComputedStyle(probe).fontSize) || 16;
    const preferred = probe.getBoundingClientRect().height / 100 || 1;
    return Math.round(Math.max(px / (apple ? 17 : 16), preferred) * 20) / 20;
  }

  let last = '';
  function measure(exact) {
    const vv = globalThis.visualViewport;
    let height = document.documentElement.clientHeight, top = 0;
    if (vv && Math.abs(vv.scale - 1) < 0.01) {  // not while the user has zoomed the page
      height = vv.height;
      top = vv.offsetTop;
    }
    stage.style.height = height + 'px';
    stage.style.transform = top ? 'translateY(' + top + 'px)' : '';
    const css = canvas.getBoundingClientRect();
    const dpr = Math.min(globalThis.devicePixelRatio || 1, 3);
    let w = Math.round(css.width * dpr), h = Math.round(css.height * dpr);
    // The exact size where the browser tells it; emulated densities tell the size of the real screen instead.
    if (exact && Math.abs(exact.inlineSize - w) <= 2 && Math.abs(exact.blockSize - h) <= 2) { w = exact.inlineSize; h = exact.blockSize; }
    const pad = insets();
    // The keyboard covers the home indicator: no inset below then.
    if (document.documentElement.clientHeight - height > 120) pad[2] = 0;
    const now = [w, h, dpr, ...pad, dark.matches, still.matches, textScale()].join();
    if (now === last || w < 1 || h < 1) return;
    last = now;
    if (canvas.width !== w) canvas.width = w;
    if (canvas.height !== h) canvas.height = h;
    if (ZH.ready) ZH.call('zh_resize', w, h, dpr, pad[0], pad[1], pad[2], pad[3], dark.matches ? 1 : 0, still.matches ? 1 : 0, textScale());
  }

  function watchSize() {
    const observer = new ResizeObserver((entries) => {
      const box = entries[0].devicePixelContentBoxSize;
      measure(box && box[0]);
    });
    try { observer.observe(canvas, { box: 'device-pixel-content-box' }); } catch (e) { observer.observe(canvas); }
    const probe = document.getElementById('text-size');
    if (apple) probe.style.font = '-apple-system-body';
    new ResizeObserver(() => measure()).observe(probe);
    addEventListener('resize', () => measure());
    addEventListener('orientationchange', () => measure());
    if (globalThis.visualViewport) {
      visualViewport.addEventListener('resize', () => measure());
      visualViewport.addEventListener('scroll', () => measure());
    }
    dark.addEventListener('change', () => measure());
    still.addEventListener('change', () => measure());
    const ratio = () => matchMedia('(resolution: ' + devicePixelRatio + 'dppx)').addEventListener('change', () => { measure(); ratio(); }, { once: true });
    ratio();
    document.addEventListener('focusin', () => {  // some web views forget to tell about their keyboard
      if (!ZH.mirror.isField(document.activeElement)) return;
      for (const ms of [120, 300, 600]) setTimeout(() => measure(), ms);
    });
  }

  // --- pointers -------------------------------------------------------------------------------
  const at = (ev) => {
    const box = stage.getBoundingClientRect();
    return [ev.clientX - box.left, ev.clientY - box.top];
  };
  let down = 0;

  function pointer(phase, ev) {
    const onField = ZH.mirror.isField(ev.target) ? 1 : 0;
    if (phase === 0) {
      if (ev.pointerType === 'mouse' && ev.button !== 0) return;
      ZH.mirror.keyboard = false;
      down++;
      if (!onField) try { canvas.setPointerCapture(ev.pointerId); } catch (e) { /* the finger is gone already */ }
    } else if (phase === 1) {
      if (ev.pointerType === 'mouse' && !(ev.buttons & 1)) { ZH.call('zh_hover', ...at(ev)); return; }
    } else if (down > 0) {
      down--;
    }
    const events = phase === 1 && ev.getCoalescedEvents ? ev.getCoalescedEvents() : [];
    for (const e of events.length ? events : [ev]) {
      ZH.call('zh_pointer', phase, kinds[ev.pointerType] || 0, ev.pointerId, ...at(e), e.timeStamp || performance.now(), onField);
    }
  }

  function watchPointers() {
    stage.addEventListener('pointerdown', (ev) => pointer(0, ev));
    stage.addEventListener('pointermove', (ev) => pointer(1, ev));
    stage.addEventListener('pointerup', (ev) => pointer(2, ev));
    stage.addEventListener('pointercancel', (ev) => pointer(3, ev));
    stage.addEventListener('pointerleave', (ev) => { if (ev.pointerType === 'mouse') ZH.call('zh_hover', -1, -1); });
    // A press on the canvas must not take the focus from the field that the press has just focused.
    canvas.addEventListener('mousedown', (ev) => ev.preventDefault());
    canvas.addEventListener('touchend', (ev) => {
      if (ev.cancelable) ev.preventDefault();
      const el = ZH.mirror.focusedInGesture;  // iOS opens its keyboard only for a focus in touchend
      ZH.mirror.focusedInGesture = null;
      if (el && document.activeElement !== el && el.isConnected) el.focus({ preventScroll: true });
    }, { passive: false });
    canvas.addEventListener('contextmenu', (ev) => ev.preventDefault());
    stage.addEventListener('wheel', (ev) => {
      const unit = ev.deltaMode === 1 ? 20 : ev.deltaMode === 2 ? 400 : 1;
      if (ZH.call('zh_wheel', ...at(ev), ev.deltaX * unit, ev.deltaY * unit, ev.ctrlKey ? 1 : 0)) ev.preventDefault();
    }, { passive: false });
    addEventListener('keydown', (ev) => {
      ZH.mirror.keyboard = true;
      if (ev.isComposing || ev.keyCode === 229) return;
      const inField = ZH.mirror.isField(document.activeElement);
      const keys = { Escape: 1, PageDown: 2, PageUp: 3, Home: 4, End: 5, ArrowDown: 6, ArrowUp: 7 };
      const key = keys[ev.key];
      if (!key || (inField && key !== 1) || ev.defaultPrevented || ev.altKey || ev.ctrlKey || ev.metaKey) return;
      if (ZH.call('zh_key', key)) ev.preventDefault();
    });
  }

  // --- address and back ---------------------------------------------------------------------------
  const deep = /^\/(d|i|p)\/[^/]+$/;
  function route() {
    if (location.hash.length > 1) {
      try { return decodeURIComponent(location.hash.slice(1)); } catch (e) { return location.hash.slice(1); }
    }
    return deep.test(location.pathname) ? decodeURIComponent(location.pathname) : '';
  }

  // An open overlay has a history entry of its own, so that "back" closes it. Closed otherwise, the entry stays
  // and is skipped by the next "back"; navigating from it replaces it.
  let overlays = 0, onOverlayEntry = false;
  function setOverlays(count) {
    if (count > 0 && overlays === 0 && !onOverlayEntry) {
      history.pushState({ zhOverlay: true }, '');
      onOverlayEntry = true;
    }
    overlays = count;
  }

  function navigate(to, replace) {
    if (to === route() && !deep.test(location.pathname)) return;
    const url = (deep.test(location.pathname) ? '/' : '') + '#' + encodeURI(to);
    if (replace || onOverlayEntry) history.replaceState({}, '', url);
    else history.pushState({}, '', url);
    onOverlayEntry = false;
  }

  function watchAddress() {
    addEventListener('popstate', (ev) => {
      const left = onOverlayEntry;
      onOverlayEntry = !!(ev.state && ev.state.zhOverlay);
      if (overlays > 0) {
        if (left && overlays > 1) { history.pushState({ zhOverlay: true }, ''); onOverlayEntry = true; }
        ZH.call('zh_back');
        return;
      }
      if (left || onOverlayEntry) { history.back(); return; }
      ZH.call('zh_route', route());
    });
    addEventListener('hashchange', () => { if (overlays === 0) ZH.call('zh_route', route()); });
  }

  // --- context ------------------------------------------------------------------------------------
  function watchContext() {
    canvas.addEventListener('webglcontextlost', (ev) => {
      ev.preventDefault();
      ZH.lost = true;
    });
    canvas.addEventListener('webglcontextrestored', () => {
      ZH.lost = false;
      ZH.armed = false;
      ZH.call('zh_context_restored');
    });
  }

  function loseContext() {  // for tests
    const gl = canvas.getContext('webgl2');
    loseExtension = loseExtension || gl.getExtension('WEBGL_lose_context');
    loseExtension.loseContext();
    setTimeout(() => loseExtension.restoreContext(), 100);
  }

  function start() {
    stage = document.getElementById('stage');
    canvas = document.getElementById('canvas');
    ZH.mirror.start(document.getElementById('mirror'));
    ZH.ready = true;
    last = '';
    measure();
    watchSize();
    watchPointers();
    watchAddress();
    watchContext();
    document.addEventListener('visibilitychange', () => {
      ZH.call('zh_visible', document.hidden ? 0 : 1);
      if (!document.hidden) { ZH.armed = false; ZH.want(); }
    });
    addEventListener('pagehide', () => ZH.call('zh_visible', 0));
    addEventListener('online', () => ZH.call('zh_online', 1));
    addEventListener('offline', () => ZH.call('zh_online', 0));
    const splash = document.getElementById('splash');
    if (splash) splash.remove();
  }

  return { start, route, navigate, setOverlays, loseContext, remeasure: () => { last = ''; measure(); } };
})();
