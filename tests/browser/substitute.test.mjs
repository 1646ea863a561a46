// 代理 on leave, by hand on a phone: a head sets days and a substitute; the substitute's list and screens say for whom; a signature given
// for somebody else is written so; the one who comes back ends it. Recusal and one voice for one seat are the engine's (unit_decide).
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { choose, pickDate, tap, tapByRole, typeInto } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const browser = await launch();
const { page } = browser;
const dialog = () => page.locator('#mirror').getByRole('dialog');
const mirror = () => page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'));
const api = async (account, path) => (await cases.person(account)).get(path);
const day = (iso, n) => new Date(Date.parse(iso + 'T00:00:00Z') + n * 86400000).toISOString().slice(0, 10);

const id = await cases.county('S11');
await cases.complete(said.clerk, id, 'S11', 'submit', said.appraisal);
let today, label;

await test('a head sets days and a colleague', page, async () => {
  today = (await api(said.head, '/api/absences')).today;
  await signIn(browser, server, said.head);
  await open(browser, server, 'home/me');
  await shot(page, 'substitute-me');
  await tapByRole(page, 'button', /^代理/);
  await page.waitForFunction(() => location.hash === '#absence');
  await waitIdle(page);
  await shot(page, 'substitute-empty');
  await tapByRole(page, 'button', '设代理');
  await dialog().waitFor({ state: 'attached', timeout: 8000 });
  await waitIdle(page);
  await pickDate(page, '到哪天（含）', day(today, 4));
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  const colleague = (await api(said.head, '/api/absences')).candidates.find((c) => c.account === said.clerk);
  label = colleague.label;
  await choose(page, '由谁代理', new RegExp('^' + label));
  yes((await mirror()).includes('一个岗位只算一次'), 'says what happens');
  await shot(page, 'substitute-new');
  await tap(page, dialog().getByRole('button', { name: '设好', exact: true }));
  await dialog().waitFor({ state: 'detached', timeout: 10000 });
  await waitIdle(page);
  yes((await mirror()).includes(`由 ${label} 代理`), 'listed: ' + (await mirror()));
  await shot(page, 'substitute-set');
  same((await api(said.head, '/api/absences')).mine.map((a) => [a.substitute, a.to, a.state]), [[said.clerk, day(today, 4), 'active']], 'on the server');
});

await test('the substitute sees what waits for the head, marked, and signs in their name', page, async () => {
  await signIn(browser, server, said.clerk);
  await open(browser, server, 'home/tasks');
  const head = (await api(said.clerk, '/api/absences')).for_me[0].account_name;
  yes((await mirror()).includes(`您正在代理 ${head}`), 'the home page says so');
  yes((await mirror()).includes(`代 ${head}`), 'the task is marked');
  await shot(page, 'substitute-home');
  const task = await cases.task(said.clerk, id, 'S11b');
  await open(browser, server, 'task/' + task.id);
  yes((await mirror()).includes(`您代 ${head} 办这一步`), 'the task says so');
  await shot(page, 'substitute-task');
  await tapByRole(page, 'button', /^签/);
  await dialog().waitFor({ state: 'attached', timeout: 8000 });
  await waitIdle(page);
  yes(/签名写作/.test(await mirror()) && (await mirror()).includes(`代 ${head}`), 'the sheet says how it will be written');
  yes((await mirror()).includes('由您代办'), 'the preview, by the same engine, says the next one is theirs as a substitute too: ' + (await mirror()));
  await shot(page, 'substitute-sign');
  await typeInto(page, '再次输入密码', server.password);
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await tap(page, dialog().getByRole('button', { name: /^签/ }).last());
  await page.waitForFunction(() => document.querySelector('#mirror')?.innerText.includes('服务器已确认') || [...document.querySelectorAll('#mirror [data-id]')].some((e) => (e.getAttribute('aria-label') || e.textContent).includes('服务器已确认')), null, { timeout: 20000 });
  const step = (await api(said.head, '/api/cases/' + id)).steps.find((s) => s.element === 'S11b' && s.state === 'done');
  yes(/ 代 /.test(step.who) && / for /.test(step.who_en), 'the step says who for whom: ' + step.who);
  await open(browser, server, 'case/' + id, { fresh: true });
  await tapByRole(page, 'radio', /^经过/);
  await waitIdle(page);
  yes((await mirror()).includes(step.who), 'the case shows it');
  await shot(page, 'substitute-case');
});

await test('the head comes back and ends it; the substitute has nothing of it any more', page, async () => {
  yes(await cases.task(said.clerk, id, 'S12'), 'before, the next step is there');
  await signIn(browser, server, said.head);
  await open(browser, server, 'absence');
  await tapByRole(page, 'button', '我回来了，现在结束');
  await page.locator('#mirror').getByRole('alertdialog').or(dialog()).first().waitFor({ state: 'attached', timeout: 8000 });
  await waitIdle(page);
  await tap(page, page.locator('#mirror').getByRole('button', { name: '结束代理', exact: true }));
  await page.waitForFunction(() => [...document.querySelectorAll('#mirror [data-id]')].some((e) => (e.getAttribute('aria-label') || e.textContent).includes('已提前结束')), null, { timeout: 10000 });
  await waitIdle(page);
  await shot(page, 'substitute-ended');
  yes(!(await cases.task(said.clerk, id, 'S12')), 'gone from the substitute');
  yes(await cases.task(said.head, id, 'S12'), 'the head has it');
});

await test('an administrator names a substitute for somebody else', page, async () => {
  await signIn(browser, server, 'SYS-admin');
  await open(browser, server, 'admin');
  await typeInto(page, '按账号、单位、社区或岗位查找', said.head);
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  const label = (await api('SYS-admin', '/api/accounts')).accounts.find((a) => a.id === said.head).label;
  await tapByRole(page, 'button', new RegExp('^' + label));
  await dialog().waitFor({ state: 'attached', timeout: 8000 });
  await waitIdle(page);
  await tap(page, dialog().getByRole('button', { name: '设代理', exact: true }));
  await page.waitForFunction(() => location.hash.startsWith('#absence/'), null, { timeout: 8000 });
  await waitIdle(page);
  yes((await mirror()).includes('替这位同事指定不在时由谁办事'), 'says whose');
  await shot(page, 'substitute-admin');
});

await test('nothing failed and every control has a name', page, async () => {
  same(browser.errors.filter((e) => !/401|404/.test(e)), [], 'errors');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await browser.close();
await server.stop();
report();
