// Writes the ARIA mirror: transparent elements over the canvas, in reading order, one per semantics node.
// Text fields are real inputs; a focused one becomes visible and lies exactly over its drawing.
ZH.mirror = (() => {
  const elements = new Map();
  let root, pendingFocus = null, restoreFocus = [], topModal = null;

  const attribute = (el, name, value) => {
    if (value === undefined || value === null || value === '') el.removeAttribute(name);
    else if (el.getAttribute(name) !== String(value)) el.setAttribute(name, value);
  };
  const yesNo = (v) => (v === undefined ? undefined : v ? 'true' : 'false');

  function make(e) {
    let el;
    if (e.f) {
      el = document.createElement(e.f.k === 'multiline' ? 'textarea' : 'input');
      el.className = 'zf';
    } else {
      el = document.createElement('div');
      if (e.sc) {
        el.className = 'zs';
        const spacer = document.createElement('div');
        spacer.className = 'zp';
        el.append(spacer);
      }
    }
    el.dataset.id = e.i;
    elements.set(e.i, el);
    return el;
  }

  function place(el, e) {
    const s = el.style, b = e.b;
    s.left = b[0] + 'px';
    s.top = b[1] + 'px';
    s.width = b[2] + 'px';
    s.height = b[3] + 'px';
    if (e.ss !== undefined) {
      el.firstChild.style.height = e.ss + 'px';
      el.zhScroll = e.so;
      if (Math.abs(el.scrollTop - e.so) > 0.5) el.scrollTop = e.so;
    }
  }

  const inputTypes = { text: 'text', number: 'text', password: 'password', date: 'date', search: 'search', tel: 'tel' };

  function field(el, e) {
    const f = e.f;
    if (el.tagName === 'INPUT') {
      const type = inputTypes[f.k];
      if (el.type !== type) el.type = type;
      attribute(el, 'inputmode', f.k === 'number' ? 'decimal' : undefined);
    }
    attribute(el, 'autocomplete', f.ac || 'off');
    attribute(el, 'enterkeyhint', f.ek);
    attribute(el, 'placeholder', f.ph);
    attribute(el, 'maxlength', f.ml);
    attribute(el, 'min', f.mi);
    attribute(el, 'max', f.ma);
    attribute(el, 'aria-invalid', f.iv ? 'true' : undefined);
    attribute(el, 'aria-required', f.rq ? 'true' : undefined);
    el.readOnly = !!f.ro;
    el.disabled = !!e.x;
    const s = el.style;
    s.fontSize = Math.max(16, f.fs) + 'px';
    s.lineHeight = f.lh + 'px';
    s.color = '#' + (f.co || 0).toString(16).padStart(6, '0');
    if (!el.zhComposing && el.value !== e.v) el.value = e.v;
  }

  const holdsChildren = new Set(['group', 'list', 'listitem', 'radiogroup', 'tablist', 'dialog', 'region', 'banner', 'main',
    'navigation', 'listbox', 'table', 'row', 'cell', '']);

  function put(e) {
    let el = elements.get(e.i);
    if (el && !!e.f !== el.classList.contains('zf')) {  // a node that became a field or ceased to be one
      el.remove();
      elements.delete(e.i);
      el = null;
    }
    if (!el) el = make(e);
    const role = e.r || '';
    attribute(el, 'role', role);
    attribute(el, 'lang', e.l);
    if (e.f) {
      field(el, e);
      attribute(el, 'aria-label', e.n);
    } else if (e.t || role === 'heading' || role === 'status' || role === 'alert' || role === 'columnheader') {
      if (el.textContent !== e.n) el.textContent = e.n || '';
    } else if (role === 'combobox') {
      attribute(el, 'aria-label', e.n);
      el.textContent = e.v || '';
    } else if (!holdsChildren.has(role)) {
      attribute(el, 'aria-label', e.n);
    } else if (role === 'cell') {
      if (e.n) el.textContent = e.n;
    } else {
      attribute(el, 'aria-label', e.n);
    }
    el.classList.toggle('zl', !e.f && (!holdsChildren.has(role) || !!e.t || (role === 'cell' && !!e.n)));
    attribute(el, 'aria-description', e.d);
    attribute(el, 'aria-checked', yesNo(e.c));
    attribute(el, 'aria-expanded', yesNo(e.e));
    attribute(el, 'aria-selected', yesNo(e.s));
    attribute(el, 'aria-disabled', e.x && !e.f ? 'true' : undefined);
    attribute(el, 'aria-modal', e.m ? 'true' : undefined);
    attribute(el, 'aria-level', e.h);
    attribute(el, 'aria-setsize', e.z);
    attribute(el, 'aria-posinset', e.p);
    attribute(el, 'aria-valuenow', e.vn);
    attribute(el, 'aria-valuemin', e.vi);
    attribute(el, 'aria-valuemax', e.va);
    if (role === 'combobox') attribute(el, 'aria-haspopup', 'dialog');
    if (!e.f) {
      if (e.k) el.tabIndex = 0;
      else if (role === 'dialog') el.tabIndex = -1;
      else el.removeAttribute('tabindex');
    }
    if (e.lv && !role) attribute(el, 'aria-live', 'polite');
    place(el, e);
  }

  // Moves only what is out of place: an input that is moved in the document loses its focus.
  function children(e) {
    const parent = elements.get(e.i);
    if (!parent) return;
    let at = parent.classList.contains('zs') ? parent.firstChild.nextSibling : parent.firstChild;
    if (at && at.nodeType === 3) { at.remove(); at = parent.firstChild; }
    const keep = new Set(e.ch);
    for (let n = at; n;) {  // those that leave go first, so that the others stay where they are
      const next = n.nextSibling;
      if (n.dataset && !keep.has(n.dataset.id)) n.remove();
      n = next;
    }
    at = parent.classList.contains('zs') ? parent.firstChild.nextSibling : parent.firstChild;
    for (const id of e.ch) {
      const el = elements.get(id);
      if (!el) continue;
      if (el === at) at = at.nextSibling;
      else parent.insertBefore(el, at);
    }
  }

  function modals() {
    const layers = [...elements.get('root').children];
    let top = null;
    for (const el of layers) if (el.getAttribute('aria-modal') === 'true') top = el;
    for (const el of layers) {
      const inert = !!top && el !== top && el.dataset.id !== 'toasts';
      if (el.inert !== inert) el.inert = inert;
    }
    if (top !== topModal) {
      const focused = document.activeElement && root.contains(document.activeElement);
      if (top && (!topModal || !restoreFocus.includes(top.dataset.id))) {
        restoreFocus.push(ZH.mirror.lastFocus);
        if (focused || ZH.mirror.keyboard) top.focus({ preventScroll: true });
      } else if (!top || restoreFocus.length) {
        const back = elements.get(restoreFocus.pop());
        if (back && ZH.mirror.keyboard) back.focus({ preventScroll: true });
      }
      topModal = top;
    }
  }

  function apply(json) {
    for (const e of JSON.parse(json)) {
      switch (e.o) {
        case '+': put(e); break;
        case 'm': { const el = elements.get(e.i); if (el) place(el, e); break; }
        case 'c': children(e); break;
        case '-': { const el = elements.get(e.i); if (el) { el.remove(); elements.delete(e.i); } break; }
      }
    }
    const top = elements.get('root');
    if (!root.contains(top)) root.append(top);
    for (const el of root.querySelectorAll('.zs')) {  // scroll offsets take only after the content is there
      if (el.zhScroll !== undefined && Math.abs(el.scrollTop - el.zhScroll) > 0.5) el.scrollTop = el.zhScroll;
    }
    modals();
    if (pendingFocus) {
      const wish = pendingFocus;
      pendingFocus = null;
      focus(wish.id, wish.picker);
    }
  }

  function focus(id, picker) {
    const el = elements.get(id);
    if (!el) { pendingFocus = { id, picker }; return; }
    el.focus({ preventScroll: true });
    if (picker && el.showPicker) try { el.showPicker(); } catch (e) { /* no activation: typing still works */ }
    ZH.mirror.focusedInGesture = el;
  }

  const idOf = (target) => (target && target.dataset ? target.dataset.id : undefined);
  const isField = (el) => el && el.classList && el.classList.contains('zf');

  function arrows(ev) {
    const el = ev.target, role = el.getAttribute('role');
    if (role !== 'radio' && role !== 'tab' && role !== 'option') return false;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[ev.key];
    if (!step) return false;
    const group = [...el.parentElement.children].filter((x) => x.getAttribute('role') === role && x.getAttribute('aria-disabled') !== 'true');
    const next = group[(group.indexOf(el) + step + group.length) % group.length];
    if (!next) return false;
    next.focus();
    if (role === 'radio') ZH.call('zh_activate', next.dataset.id);
    return true;
  }

  function start(element) {
    root = element;
    root.addEventListener('click', (ev) => {  // assistive technology; fingers never reach the mirror
      if (isField(ev.target)) return;
      const id = idOf(ev.target);
      if (id && ev.target.tabIndex >= 0) { ev.preventDefault(); ZH.call('zh_assist', id); }
    });
    root.addEventListener('keydown', (ev) => {
      const el = ev.target;
      if (isField(el)) {
        if (ev.key === 'Enter' && el.tagName === 'INPUT' && !ev.isComposing && ev.keyCode !== 229) {
          ev.preventDefault();
          ZH.call('zh_field', el.dataset.id, 3, '');
        }
        return;
      }
      if ((ev.key === 'Enter' || ev.key === ' ') && el.tabIndex >= 0 && idOf(el)) {
        ev.preventDefault();
        if (el.getAttribute('aria-disabled') !== 'true') ZH.call('zh_activate', el.dataset.id);
      } else if (arrows(ev)) {
        ev.preventDefault();
      }
    });
    root.addEventListener('focusin', (ev) => {
      const id = idOf(ev.target);
      if (!id) return;
      ZH.mirror.lastFocus = id;
      if (isField(ev.target)) ZH.call('zh_field', id, 0, '');
      let visible = false;
      try { visible = ev.target.matches(':focus-visible'); } catch (e) { /* old browser: no ring */ }
      ZH.call('zh_focus', id, visible && !isField(ev.target) ? 1 : 0);
    });
    root.addEventListener('focusout', (ev) => {
      const id = idOf(ev.target);
      if (id && isField(ev.target)) ZH.call('zh_field', id, 2, ev.target.value);
      else if (id) ZH.call('zh_focus', '', 0);
    });
    const changed = (ev) => { if (isField(ev.target)) ZH.call('zh_field', ev.target.dataset.id, 1, ev.target.value); };
    root.addEventListener('input', changed);
    root.addEventListener('change', changed);
    root.addEventListener('compositionstart', (ev) => { ev.target.zhComposing = true; });
    root.addEventListener('compositionend', (ev) => { ev.target.zhComposing = false; changed(ev); });
    root.addEventListener('scroll', (ev) => {
      const el = ev.target;
      if (el.classList.contains('zf')) return;
      if (!el.classList.contains('zs')) { el.scrollTop = 0; el.scrollLeft = 0; return; }
      if (el.zhScroll !== undefined && Math.abs(el.scrollTop - el.zhScroll) > 1) {
        el.zhScroll = el.scrollTop;
        ZH.call('zh_mirror_scroll', el.dataset.id, el.scrollTop);
      }
    }, true);
  }

  return {
    start, apply, focus, isField, keyboard: false, lastFocus: '', focusedInGesture: null,
    blur() { const el = document.activeElement; if (el && root.contains(el)) el.blur(); },
    // Only the field that is being edited must follow every frame of a scroll.
    follow(id, x, y) {
      const el = elements.get(id);
      if (!el) return;
      const scroller = el.closest('.zs');
      if (scroller && Math.abs(scroller.scrollTop - y) > 0.5) { scroller.zhScroll = y; scroller.scrollTop = y; }
    },
    reveal(id) { const el = elements.get(id); if (el) el.scrollIntoView({ block: 'center' }); },
  };
})();
