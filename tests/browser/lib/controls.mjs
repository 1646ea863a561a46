// Finds controls in the ARIA mirror by role and name, and acts on them the way a person does: a finger on the
// canvas at the control's box, keys, or the click of assistive technology.
import { waitIdle } from './browser.mjs';

/** The mirror element of a control. `name` is a string (exact) or a RegExp. Fails unless there is exactly one. */
export function control(page, role, name, options = {}) {
  const exact = typeof name === 'string' ? { name, exact: options.exact ?? true } : name ? { name } : {};
  return page.locator('#mirror').getByRole(role, { ...exact, ...options });
}

/** Scrolls a control into view (through the mirror, as a screen reader does) and returns its box in CSS px. */
export async function boxOf(page, locator) {
  await locator.waitFor({ state: 'attached', timeout: 10000 });
  const view = page.viewportSize();
  let box = await locator.boundingBox();
  // What lies outside of its scroller is under a bar or off the screen: a finger there would hit something else.
  const frame = await locator.evaluate((e) => {
    const r = e.closest('.zs')?.getBoundingClientRect();
    return r ? { top: r.top, bottom: r.bottom } : null;
  });
  const top = frame ? frame.top : 0;
  const bottom = frame ? Math.min(frame.bottom, view.height) : view.height;
  const hidden = (b) => b.y < top || b.y + Math.min(b.height, 60) > bottom;
  if (hidden(box)) {
    const id = await locator.getAttribute('data-id');
    await page.evaluate((i) => globalThis.zhunru.reveal(i), id);
    await waitIdle(page);
    box = await locator.boundingBox();
  }
  return box;
}

/** Taps the canvas in the middle of the control. */
export async function tap(page, locator) {
  const box = await boxOf(page, locator);
  await touchTap(page, box.x + box.width / 2, box.y + Math.min(box.height / 2, 300));
}

/** Taps a control by role and name, then waits until the page is at rest. */
export async function tapByRole(page, role, name, options = {}) {
  await tap(page, control(page, role, name, options));
  if (options.wait ?? true) await waitIdle(page);
}

/** One finger down and up at a point of the page. */
export async function touchTap(page, x, y) {
  await page.touchscreen.tap(x, y);
}

/** Moves a finger along points [[x, y], ...], one every `step` ms; lifts it at the end. */
export async function swipe(page, points, step = 16) {
  const client = await page.context().newCDPSession(page);
  // The events carry the times they should have, so that a busy machine does not change the finger's speed.
  let time = Date.now() / 1000;
  const touch = (type, list) => client.send('Input.dispatchTouchEvent', { type, timestamp: time, touchPoints: list.map(([x, y], id) => ({ x, y, id })) });
  await touch('touchStart', [points[0]]);
  for (const p of points.slice(1)) {
    time += step / 1000;
    await touch('touchMove', [p]);
  }
  await touch('touchEnd', []);
  await client.detach();
}

/** Two fingers that move from one distance to another around a point. */
export async function pinch(page, x, y, from, to, steps = 8) {
  const client = await page.context().newCDPSession(page);
  const touch = (type, list) => client.send('Input.dispatchTouchEvent', { type, touchPoints: list.map(([px, py], id) => ({ x: px, y: py, id })) });
  const pair = (d) => [[x - d / 2, y], [x + d / 2, y]];
  await touch('touchStart', pair(from));
  for (let i = 1; i <= steps; i++) {
    await new Promise((r) => setTimeout(r, 16));
    await touch('touchMove', pair(from + ((to - from) * i) / steps));
  }
  await touch('touchEnd', []);
  await client.detach();
}

/** Taps a text field on the canvas and waits until its native input has the focus. */
export async function focusField(page, name) {
  const field = control(page, 'textbox', name).or(control(page, 'searchbox', name)).or(page.locator('#mirror').getByLabel(name, { exact: true })).first();
  await tap(page, field);
  const id = await field.getAttribute('data-id');
  await page.waitForFunction((i) => document.activeElement?.dataset?.id === i, id, { timeout: 5000 });
  await waitIdle(page);
  return field;
}

/** Taps a field, replaces its text as an input method would, and leaves the editing open. */
export async function typeInto(page, name, text) {
  const field = await focusField(page, name);
  await page.evaluate(() => document.activeElement.select?.());
  await page.keyboard.insertText(text);
  await waitIdle(page);
  return field;
}

/** Composes `pieces` (the growing preedit) and commits the last one, through the browser's own IME path. */
export async function compose(page, pieces, committed) {
  const client = await page.context().newCDPSession(page);
  for (const text of pieces) {
    await client.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await new Promise((r) => setTimeout(r, 20));
  }
  await client.send('Input.insertText', { text: committed });
  await client.detach();
  await waitIdle(page);
}

/** Opens a select by its label and taps an option of its sheet. */
export async function choose(page, label, option) {
  await tapByRole(page, 'combobox', label);
  await tapByRole(page, 'option', option);
}

/** Sets a date field the way the phone's picker does. */
export async function pickDate(page, label, iso) {
  const field = page.locator('#mirror').getByLabel(label, { exact: true });
  await tap(page, field);
  await field.fill(iso, { force: true });
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
}

/** Everything that a screen reader would read now, one line per element: "role: name". */
export async function readAloud(page) {
  return page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')]
    .filter((e) => !e.closest('[inert]'))
    .map((e) => [e.getAttribute('role') || e.tagName.toLowerCase(), e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)])
    .filter(([, name]) => name).map(([role, name]) => `${role}: ${name}`));
}
