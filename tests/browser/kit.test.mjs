// The kit in a real browser: a finger on the canvas, Chinese input, scrolling, idleness, storage, accessibility.
// Argument: folder of a built site (default: the product's site, then the gallery's).
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { axePath, launch, openPage, shot, top, waitIdle } from './lib/browser.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { boxOf, choose, compose, control, focusField, pickDate, pinch, readAloud, swipe, tap, tapByRole, touchTap, typeInto } from './lib/controls.mjs';
import { serveSite } from './lib/site.mjs';

const folder = [process.argv[2], process.env.ZHUNRU_SITE, join(top, 'build/web')].find((f) => f && existsSync(join(f, 'zhunru.wasm')));
if (!folder) { console.log('no built site: cmake --build --preset web --target zhunru_kit'); console.log('0 passed, 1 failed'); process.exit(1); }
// The product's site asks for its session and for news before any page: there is no server behind this test.
const site = await serveSite(folder, async (request, response, url) => {
  if (!url.pathname.startsWith('/api/')) return false;
  if (url.pathname === '/api/stream') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(': nothing\n\n');
    return true;
  }
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end('{"account":null,"csrf":"","languages":["zh-CN","en"]}');
  return true;
});
const browser = await launch();
const { page } = browser;
const go = async (route) => { await page.goto('about:blank'); await openPage(page, site.url + '/#/kit' + route); };
const offset = () => page.evaluate(() => document.querySelector('#mirror .zs').scrollTop);

await test('opens under a strict content security policy without errors', page, async () => {
  await go('/list');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
  same(browser.errors, [], 'errors');
  await shot(page, 'kit-list');
});

await test('draws nothing while nothing happens', page, async () => {
  const before = await page.evaluate(() => globalThis.zhunru.frames);
  for (let i = 0; i < 10; i++) {
    await new Promise((r) => setTimeout(r, 100));
    same(await page.evaluate(() => globalThis.zhunru.frames), before, 'frames while idle');
  }
});

await test('a tap on the canvas at a control of the mirror opens its page', page, async () => {
  await tapByRole(page, 'tab', '反馈');
  same(await page.evaluate(() => location.hash), '#/kit/feedback');
  await tapByRole(page, 'button', '显示提示', { wait: false });
  await page.waitForFunction(() => document.querySelector('#mirror [role=status][data-id^=toasts]')?.textContent === '意见已提交，编号 2026-0113', null, { timeout: 5000, polling: 20 });
  await shot(page, 'kit-toast');
});

await test('the browser back button returns to the page before', page, async () => {
  await page.goBack();
  await waitIdle(page);
  same(await page.evaluate(() => location.hash), '#/kit/list');
});

await test('a fling goes on after the finger left, and a touch stops it without tapping', page, async () => {
  await go('/list');
  await swipe(page, Array.from({ length: 9 }, (_, i) => [200, 700 - i * 40]), 10);
  await touchTap(page, 200, 420);
  await waitIdle(page);
  yes(!(await readAloud(page)).some((l) => l.includes('打开了')), 'no row was tapped');
  const stopped = await offset();
  yes(stopped > 250, `scrolled to ${stopped}`);
  await go('/list');
  await swipe(page, Array.from({ length: 9 }, (_, i) => [200, 700 - i * 40]), 10);
  await waitIdle(page);
  yes((await offset()) > 420, `scrolled to ${await offset()}, farther than the finger moved`);
});

await test('a scroll does not tap what is under the finger', page, async () => {
  await go('/list');
  await swipe(page, [[200, 500], [200, 470], [200, 440], [200, 437], [200, 436], [200, 437], [200, 436], [200, 437], [200, 436]], 30);  // comes to rest
  await waitIdle(page);
  const moved = await offset();
  yes(moved > 30 && moved < 120, `moved ${moved}`);
});

await test('Chinese typed by insertText reaches the program and the mirror', page, async () => {
  await go('/form');
  const field = await typeInto(page, '事项名称', '老年人助餐点满意度调查𠮷');
  same(await field.inputValue(), '老年人助餐点满意度调查𠮷');
  same(await field.evaluate((e) => [getComputedStyle(e).opacity, parseFloat(getComputedStyle(e).fontSize) >= 16]), ['1', true], 'native input is visible');
  await shot(page, 'kit-editing');
});

await test('an input method composes in the field; Enter inside the composition submits nothing', page, async () => {
  const field = await focusField(page, '必要性说明');
  await compose(page, ['b', 'bi', 'biyao', '必要'], '必要');
  same(await field.inputValue(), '必要');
  await compose(page, ['xing', '性'], '性');
  same(await field.inputValue(), '必要性');
  await shot(page, 'kit-composed');
});

await test('a number field keeps digits only and turns full-width ones plain', page, async () => {
  const field = await typeInto(page, '随事项拨付的经费', '３8600元。5');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  same(await field.inputValue(), '38600.5');
});

await test('select, multi-select, radio, rating and date take their values', page, async () => {
  await choose(page, '牵头部门', '区民政局');
  same(await control(page, 'combobox', '牵头部门').textContent(), '区民政局');
  await tapByRole(page, 'combobox', '要求社区做什么');
  await tapByRole(page, 'option', '入户走访');
  await tapByRole(page, 'option', '会议培训');
  await shot(page, 'kit-sheet');
  await tapByRole(page, 'button', /^完成/);
  same(await control(page, 'combobox', '要求社区做什么').textContent(), '入户走访、会议培训');
  await tapByRole(page, 'radio', '一年以内');
  same(await control(page, 'radio', '一年以内').getAttribute('aria-checked'), 'true');
  await tapByRole(page, 'radio', '4 满意');
  await pickDate(page, '计划开始日期', '2026-12-01');
  same(await page.locator('#mirror').getByLabel('计划开始日期', { exact: true }).inputValue(), '2026-12-01');
  await shot(page, 'kit-form-filled');
});

await test('a sheet keeps the focus inside, closes by the back button and by dragging', page, async () => {
  await go('');
  await tapByRole(page, 'button', '退回补正');
  const dialog = control(page, 'dialog', '退回补正');
  same(await dialog.getAttribute('aria-modal'), 'true');
  same(await page.evaluate(() => document.querySelectorAll('#mirror > [data-id=root] > [inert]').length > 0), true, 'the page behind is inert');
  await shot(page, 'kit-sheet-actions');
  await page.goBack();
  await waitIdle(page);
  same(await dialog.count(), 0);
  same(await page.evaluate(() => location.hash), '#/kit');
  await tapByRole(page, 'button', '退回补正');
  const box = await dialog.boundingBox();
  await swipe(page, Array.from({ length: 8 }, (_, i) => [195, box.y + 14 + i * 30]), 16);
  await waitIdle(page);
  same(await dialog.count(), 0, 'dragged away');
});

await test('a dialog asks and answers', page, async () => {
  await tapByRole(page, 'button', '不同意');
  await shot(page, 'kit-dialog');
  const dialog = control(page, 'dialog', '不同意该事项？');
  await tap(page, dialog.getByRole('button', { name: '不同意', exact: true }));
  await page.waitForFunction(() => [...document.querySelectorAll('#mirror [role=alert]')].some((e) => e.textContent === '已记录：不同意'), null, { timeout: 5000, polling: 20 });
  same(await dialog.count(), 0);
});

await test('keyboard: Tab moves a visible focus, Enter and Space act, arrows choose', page, async () => {
  await go('');
  await control(page, 'switch', '办理进度提醒').focus();
  await page.keyboard.press('Space');
  await waitIdle(page);
  same(await control(page, 'switch', '办理进度提醒').getAttribute('aria-checked'), 'false');
  await control(page, 'radio', '全部').focus();
  await page.keyboard.press('ArrowRight');
  await waitIdle(page);
  same(await control(page, 'radio', '我的').getAttribute('aria-checked'), 'true');
  await page.keyboard.press('Tab');
  await waitIdle(page);
  await shot(page, 'kit-focus');
});

await test('an assistive click on the mirror acts like a tap', page, async () => {
  await control(page, 'checkbox', '我已阅读征求意见稿全文').evaluate((e) => e.click());
  await waitIdle(page);
  same(await control(page, 'checkbox', '我已阅读征求意见稿全文').getAttribute('aria-checked'), 'true');
});

await test('two fingers zoom a canvas and a tap on it finds its node', page, async () => {
  await go('/diagram');
  const before = await control(page, 'button', '申请').boundingBox();
  await pinch(page, 120, 300, 80, 160);
  await waitIdle(page);
  const after = await control(page, 'button', '申请').boundingBox();
  yes(after.width > before.width * 1.7, `${before.width} -> ${after.width}`);
  const client = await boxOf(page, control(page, 'button', '征求意见'));
  await swipe(page, [[330, 440], [300, 420], [260, 400], [200, 380]], 16);
  await waitIdle(page);
  const moved = await control(page, 'button', '征求意见').boundingBox();
  yes(moved.x < client.x - 60, 'panned');
});

await test('a row written to SQLite survives a reload once it was reported as saved', page, async () => {
  await go('/form');
  await typeInto(page, '本机便笺（存入 SQLite）', '桃园社区 2026');
  await page.waitForFunction(() => globalThis.zhunru.sync === 'saved', null, { timeout: 10000 });
  await page.reload();
  await openPage(page, page.url());
  await page.waitForFunction(() => document.querySelector('#mirror [aria-label="本机便笺（存入 SQLite）"]').value === '桃园社区 2026', null, { timeout: 10000 });
});

await test('a lost WebGL context comes back with the same picture', page, async () => {
  await go('/list');
  const clip = { x: 0, y: 0, width: 390, height: 760 };
  const before = await page.screenshot({ clip });
  await page.evaluate(() => globalThis.zhunru.loseContext());
  await page.waitForTimeout(400);
  await waitIdle(page);
  const after = await page.screenshot({ clip });
  yes(before.equals(after), 'picture changed');
});

await test('axe finds nothing wrong with the mirror', page, async () => {
  for (const route of ['', '/form', '/list', '/feedback']) {
    await go(route);
    const client = await page.context().newCDPSession(page);
    await client.send('Runtime.evaluate', { expression: await readFile(axePath, 'utf8') });
    const found = await page.evaluate(async () => (await globalThis.axe.run('#mirror', { resultTypes: ['violations'] })).violations
      .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 140)).join(' | ')}`));
    same(found, [], route);
  }
});

await test('text at 200 % and the dark theme stay readable', page, async () => {
  await go('');
  await tapByRole(page, 'button', '文字大小');
  await tapByRole(page, 'button', '文字大小');
  await shot(page, 'kit-200');
  await tapByRole(page, 'button', '深浅色');
  await shot(page, 'kit-200-dark');
  same(await page.evaluate(() => globalThis.zhunru.problems), []);
});

await test('no error was reported on the way', page, async () => same(browser.errors.filter((e) => !/Content Security Policy|404/.test(e)), []));

await browser.close();
await site.close();
report();
