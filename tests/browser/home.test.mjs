// Home: what waits for me by due date with the overdue first, search, filters, places, drafts, and the list as a file.
import { readFileSync } from 'node:fs';
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { control, tap, tapByRole, typeInto } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const browser = await launch();
const { page } = browser;
const rows = () => page.evaluate(() => [...document.querySelectorAll('#mirror [data-id*="/task."][data-id$="/open"]')].map((e) => e.getAttribute('aria-label') || e.innerText));

await test('overdue first, then by day', page, async () => {
  for (let i = 0; i < 3; i++) await cases.county(i === 0 ? 'S5' : 'S1', { ...said.item, name: `临时登记事项${i}` });
  await cases.county('S13', { ...said.item, name: '加装电梯意愿登记' });
  await cases.advance(8);
  await cases.county('S1');
  await signIn(browser, server, said.clerk);
  const home = await (await cases.person(said.clerk)).get('/api/home');
  yes(home.tasks.length >= 4, `${home.tasks.length} tasks`);
  const shown = await rows();
  same(shown.length, home.tasks.length, 'all are listed');
  const ids = await page.evaluate(() => [...document.querySelectorAll('#mirror [data-id*="/task."][data-id$="/open"]')].map((e) => e.dataset.id.match(/task\.([^/]+)\/open/)[1]));
  const keys = ids.map((id) => { const t = home.tasks.find((x) => x.id === id); return (t.overdue ? '0' : '1') + (t.due || '9999'); });
  same(keys, [...keys].sort(), 'in order');
  await shot(page, 'home-tasks');
});

await test('search and filters narrow the list', page, async () => {
  await typeInto(page, '按事项、步骤、案号或单位查找', '临时登记事项0');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  same((await rows()).length, 1, 'one is found');
  await shot(page, 'home-search');
  await typeInto(page, '按事项、步骤、案号或单位查找', '没有这个');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  same((await rows()).length, 0, 'none is found');
  await open(browser, server, 'home/cases');
  await open(browser, server, 'home/tasks');
});

await test('what was begun is marked as a draft and kept over a reload', page, async () => {
  const home = await (await cases.person(said.clerk)).get('/api/home');
  const task = home.tasks.find((t) => t.element === 'S1');
  await open(browser, server, 'task/' + task.id);
  const field = page.locator('#mirror [data-id$="field.name/input"]');
  await typeInto(page, await field.getAttribute('aria-label'), '草稿里的名称');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await open(browser, server, 'home/tasks');
  await page.reload();
  await open(browser, server, 'home/tasks');
  // The reloaded page may have to wait until the one before has let go of the phone's database.
  await page.waitForFunction(() => [...document.querySelectorAll('#mirror [data-id]')].some((e) => (e.getAttribute('aria-label') || e.textContent).includes('有草稿')), null, { timeout: 20000 });
  await tapByRole(page, 'radio', '有草稿');
  same((await rows()).length, 1, 'only the one that was begun');
  await shot(page, 'home-drafts');
  await tapByRole(page, 'radio', '全部');
});

await test('the list as CSV and as a spreadsheet', page, async () => {
  const save = async (name) => {
    await tapByRole(page, 'button', '导出成表格');
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 15000 }), tapByRole(page, 'button', name, { wait: false })]);
    await page.locator('#mirror').getByRole('dialog').waitFor({ state: 'detached', timeout: 15000 });
    await waitIdle(page);
    return readFileSync(await download.path());
  };
  await tapByRole(page, 'button', '导出成表格');
  await shot(page, 'home-export');
  await page.keyboard.press('Escape');
  await page.locator('#mirror').getByRole('dialog').waitFor({ state: 'detached', timeout: 15000 });
  await waitIdle(page);
  const csv = (await save(/文本表格/)).toString('utf8');
  yes(csv.startsWith('\ufeff"事项"'), 'head with byte-order mark: ' + csv.slice(0, 20));
  same(csv.trim().split('\r\n').length - 1, (await rows()).length, 'a line for each row');
  const xlsx = await save(/电子表格/);
  same(xlsx.subarray(0, 4).toString('latin1'), 'PK\x03\x04', 'a workbook');
  yes(xlsx.includes(Buffer.from('xl/worksheets/sheet1.xml')) && xlsx.includes(Buffer.from('由谁办')), 'with the sheet');
});

await test('cases: open and ended, by place', page, async () => {
  await open(browser, server, 'home/cases', { fresh: true });
  await shot(page, 'home-cases');
  await tapByRole(page, 'radio', '已办结');
  yes((await page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'))).includes('没有符合的事项'), 'none has ended');
});

await test('nothing failed and every control has a name', page, async () => {
  same(browser.errors.filter((e) => !/401/.test(e)), [], 'errors'); // 401: signed out between two people
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await browser.close();
await server.stop();
report();
