// The clause lens: a chip opens the policy's own words and where the product carries them out; a page lists every clause;
// what is no policy says "local setting" and shows what was set.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { tap, tapByRole, typeInto } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const browser = await launch();
const { page } = browser;
const mirror = () => page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'));
const answer = await (await fetch(server.url + '/api/clauses')).json();

await test('every requirement R01 to R58 is on the page, with where it is carried out or that it is not', page, async () => {
  const wanted = Array.from({ length: 58 }, (_, i) => 'R' + String(i + 1).padStart(2, '0'));
  const have = new Set(answer.clauses.map((c) => c.req));
  same(wanted.filter((r) => !have.has(r)), [], 'missing requirements');
  for (const clause of answer.clauses) yes(clause.state === 'not_yet' || clause.carried_out.length > 0, clause.req + ' names a place');
  await open(browser, server, 'clauses');
  await shot(page, 'clauses');
  yes((await mirror()).includes(`共 ${answer.counts.clauses} 条`), 'says how many');
});

await test('filtered by how far it is carried out, found by its number', page, async () => {
  await tapByRole(page, 'checkbox', '部分落实');
  const part = answer.clauses.filter((c) => c.state === 'part').length;
  const badges = (await mirror()).match(/部分落实/g)?.length ?? 0;
  yes(part === 0 || badges >= Math.min(part, 2), `${part} in part, shown ${badges}`);
  await shot(page, 'clauses-part');
  await open(browser, server, 'settings');
  await open(browser, server, 'clauses');
  await typeInto(page, '查找条款', 'R07');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  const text = await mirror();
  const r07 = answer.clauses.find((c) => c.req === 'R07');
  yes(text.includes(r07.text.slice(0, 12)), 'the words of R07');
  yes(text.includes('在产品里落在哪里'), 'and where it is carried out');
  await shot(page, 'clauses-found');
});

await test('a chip on a task opens the words of its clause; a local setting says so', page, async () => {
  const id = await cases.county('S13');
  await signIn(browser, server, said.office);
  const task = await cases.task(said.office, id, 'S13');
  await open(browser, server, 'task/' + task.id);
  await tap(page, page.locator('#mirror').getByRole('button', { name: /条款/ }).first());
  const dialog = page.locator('#mirror').getByRole('dialog');
  await dialog.waitFor({ state: 'attached', timeout: 8000 });
  await waitIdle(page);
  const code = (task.clause || '').split(/[,、 ]/)[0];
  const clause = answer.clauses.find((c) => c.id === code);
  yes(!clause || (await dialog.evaluate((d) => [...d.querySelectorAll('[data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'))).includes(clause.text.slice(0, 10)), 'the words of ' + code);
  await shot(page, 'clause-sheet');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached', timeout: 8000 });
  await waitIdle(page);
});

await test('the chip of a date opens the setting behind it: how much, and who set it here', page, async () => {
  const admin = await cases.person('SYS-admin');
  await admin.post('/api/settings', { id: 'narrow-acceptance', setting: 'acceptance_wd', place: '990102', value: 4, reason: '本区人手少，窗口合并' });
  const id = await cases.county('S13');
  const task = await cases.task(said.office, id, 'S13');
  await open(browser, server, 'task/' + task.id, { fresh: true });
  await tap(page, page.locator('#mirror').getByRole('button', { name: '本地设置 · 期限' }).first());
  const dialog = page.locator('#mirror').getByRole('dialog');
  await dialog.waitFor({ state: 'attached', timeout: 8000 });
  await page.waitForFunction(() => document.querySelector('#mirror [role=dialog]').textContent.includes('acceptance_wd'), null, { timeout: 8000 });
  await waitIdle(page);
  const text = await dialog.evaluate((d) => d.textContent);
  yes(/谁定的.*澄湖区.*设定/s.test(text) && text.includes('本区人手少'), 'who set it and why: ' + text);
  await shot(page, 'setting-sheet');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached', timeout: 8000 });
  await waitIdle(page);
});

await test('local settings: value, unit, and each change with its reason', page, async () => {
  await open(browser, server, 'settings', { fresh: true });
  const register = await (await fetch(server.url + '/api/public/registers/settings')).json();
  const text = await mirror();
  yes(text.includes(register.records[0].for.slice(0, 8)), 'what it is for');
  yes(text.includes(register.versions[0].reason.slice(0, 8) || '第 1 版'), 'why it was set');
  await shot(page, 'settings');
});

await test('nothing failed and every control has a name', page, async () => {
  same(browser.errors.filter((e) => !/401/.test(e)), [], 'errors'); // 401: signed out between two people
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await browser.close();
await server.stop();
report();
