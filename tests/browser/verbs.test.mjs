// The verbs of office approval, by a finger on a phone: 撤回 转办 委托 加签 催办 退回 中止计时 恢复 减签 会签加人. Each shows what
// it will do before it is done, and the engine then does exactly that.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { choose, control, tap, tapByRole, typeInto } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const browser = await launch();
const { page } = browser;
const startsWith = (label) => new RegExp('^' + label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
const dialog = () => page.locator('#mirror').getByRole('dialog');
const text = () => page.evaluate(() => [...(document.querySelectorAll('#mirror [role=dialog] [data-id]') ?? [])]
  .map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'));
const view = async (account, id) => (await cases.person(account)).get('/api/cases/' + id);

/** Opens the list of verbs of a task's own screen. */
async function verbsOfTask(account, caseId, element) {
  const task = await cases.task(account, caseId, element);
  yes(task, `${account} has ${element}`);
  await open(browser, server, 'task/' + task.id);
  await tapByRole(page, 'button', '其他办理方式');
  await dialog().waitFor({ state: 'attached', timeout: 10000 });
  await waitIdle(page);
  return task;
}

/** Opens a verb of the list in the sheet. */
async function pick(name) {
  await tap(page, dialog().getByRole('button', { name: startsWith(name) }).first());
  await waitIdle(page);
}

/** Chooses among the options of a verb, whether shown as radios or searched for. */
async function option(question, label) {
  const radio = dialog().getByRole('radio', { name: label });
  if (await radio.count()) await tap(page, radio.first());
  else await choose(page, question, label);
  await waitIdle(page);
}

/** Confirms, waits until the sheet is gone. */
async function confirm(name) {
  await tap(page, dialog().getByRole('button', { name, exact: true }));
  await dialog().waitFor({ state: 'detached', timeout: 40000 });
  await waitIdle(page);
}

let first;
await test('撤回: the clerk takes back the registration while nobody has gone on', page, async () => {
  first = await cases.county('S5');
  await signIn(browser, server, said.clerk);
  await verbsOfTask(said.clerk, first, 'S5');
  await shot(page, 'verbs-list');
  await pick('撤回');
  yes((await text()).includes('作废'), 'says that the answer is void: ' + (await text()));
  await shot(page, 'verbs-take-back');
  await confirm('撤回');
  yes(await cases.task(said.clerk, first, 'S1'), 'S1 waits again');
  same((await view(said.clerk, first)).steps.filter((s) => s.state === 'void').length, 1, 'the void answer is kept');
});

await test('委托: lent to a colleague, done by them, back to the owner', page, async () => {
  await verbsOfTask(said.clerk, first, 'S1');
  await pick('委托');
  yes((await dialog().getByRole('button', { name: '委托', exact: true }).getAttribute('aria-disabled')) === 'true', 'not before somebody is chosen');
  const colleague = (await (await cases.person(said.clerk)).get(`/api/cases/${first}/verbs`)).tasks[0].verbs.find((v) => v.id === 'delegate').options[0];
  await option('委托给谁', startsWith(colleague.label));
  yes((await text()).includes('回到您这里'), 'says that it comes back');
  await typeInto(page, '理由', '出差三天');
  await shot(page, 'verbs-delegate');
  await confirm('委托');
  const lent = await cases.task(colleague.value, first, 'S1');
  yes(lent, 'the colleague sees the task');
  await cases.complete(colleague.value, first, 'S1', 'submit', said.item);
  yes(await cases.task(said.clerk, first, 'S1'), 'it came back to the owner');
  await cases.complete(said.clerk, first, 'S1', 'submit', said.item);
});

await test('前加签: somebody signs before; 催办 reminds them, once an hour', page, async () => {
  await verbsOfTask(said.clerk, first, 'S5');
  await pick('前加签');
  const verbs = (await (await cases.person(said.clerk)).get(`/api/cases/${first}/verbs`)).tasks[0].verbs;
  const signer = verbs.find((v) => v.id === 'sign_before').options.find((o) => o.value === said.head);
  await option('请谁先签', startsWith(signer.label));
  await typeInto(page, '理由', '先请负责人看');
  await confirm('前加签');
  yes(await cases.task(said.head, first, 'S5'), 'the head is asked');
  await open(browser, server, 'case/' + first);
  await shot(page, 'verbs-case');
  await tap(page, page.locator('#mirror').getByRole('button', { name: '催办或其他办法' }).first());
  await waitIdle(page);
  await pick('催办');
  yes((await text()).includes('第 1 次催办'), 'says how often');
  await shot(page, 'verbs-urge');
  await confirm('催办');
  await tap(page, page.locator('#mirror').getByRole('button', { name: '催办或其他办法' }).first());
  await waitIdle(page);
  yes(!(await text()).includes('提醒对方'), 'not offered again within the hour');
});

await test('转办: handed over for good', page, async () => {
  await verbsOfTask(said.clerk, first, 'S5');
  await pick('转办');
  await option('转给谁', startsWith((await (await cases.person(said.clerk)).get(`/api/cases/${first}/verbs`)).tasks.find((t) => t.mine).verbs.find((v) => v.id === 'transfer').options.find((o) => o.value === said.head).label));
  await typeInto(page, '理由', '分工调整');
  await shot(page, 'verbs-transfer');
  await confirm('转办');
  const open_ = (await view(said.head, first)).waiting.filter((w) => w.element === 'S5');
  yes(open_.some((w) => w.mine), 'the head has it');
  same(await cases.task(said.clerk, first, 'S5'), null, 'the clerk has it no more');
});

let second;
await test('中止计时 and 恢复: the deadline stands still and goes on', page, async () => {
  second = await cases.county('S13');
  await signIn(browser, server, said.office);
  await verbsOfTask(said.office, second, 'S13');
  await shot(page, 'verbs-office-list');
  await pick('中止计时');
  await option('停哪个期限', /这一步的期限/);
  yes((await text()).includes('停住'), 'says that it stands still');
  await typeInto(page, '理由', '等补正材料');
  await shot(page, 'verbs-stop');
  await confirm('中止计时');
  yes((await cases.task(said.office, second, 'S13')).stopped, 'stopped');
  await verbsOfTask(said.office, second, 'S13');
  await pick('恢复计时');
  await option('恢复哪个期限', /这一步的期限/);
  await confirm('恢复计时');
  yes(!(await cases.task(said.office, second, 'S13')).stopped, 'runs again');
});

await test('退回: to any earlier step, with everything that falls', page, async () => {
  const verbs = (await (await cases.person(said.office)).get(`/api/cases/${second}/verbs`)).tasks[0].verbs;
  const targets = verbs.find((v) => v.id === 'send_back').options.map((o) => o.value);
  yes(targets.includes('S12') && targets.includes('S11') && targets.includes('S1'), 'earlier steps are offered: ' + targets);
  await verbsOfTask(said.office, second, 'S13');
  await pick('退回');
  const label = verbs.find((v) => v.id === 'send_back').options.find((o) => o.value === 'S11').label;
  await option('退回到哪一步', startsWith(label));
  const words = await text();
  yes(words.includes('作废') && words.includes('撤销'), 'says what falls: ' + words);
  await typeInto(page, '理由', '论证没有写替代做法');
  await shot(page, 'verbs-send-back');
  await confirm('退回');
  yes(await cases.task(said.clerk, second, 'S11'), 'S11 waits again');
  same(await cases.task(said.office, second, 'S13'), null, 'S13 is gone');
  await cases.complete(said.clerk, second, 'S11', 'submit', said.appraisal);
  await cases.complete(said.head, second, 'S11b', 'sign', {});
  await cases.complete(said.head, second, 'S12', 'apply', {});
});

await test('减签: one of several signers is no longer waited for', page, async () => {
  await cases.complete(said.office, second, 'S13', 'accept', { complete: ['form', 'opinion', 'appraisal', 'funding'] });
  await open(browser, server, 'case/' + second);
  const before = (await view(said.office, second)).waiting.filter((w) => w.element === 'S15').length;
  await shot(page, 'verbs-case-office');
  await tap(page, page.locator('#mirror').getByRole('button', { name: '催办或其他办法' }).first());
  await waitIdle(page);
  await pick('减签');
  yes((await text()).includes(`由 ${before} 变为 ${before - 1}`), 'says how many signers are left: ' + (await text()));
  await typeInto(page, '理由', '该单位本期不派员');
  await shot(page, 'verbs-drop');
  await confirm('减签');
  same((await view(said.office, second)).waiting.filter((w) => w.element === 'S15').length, before - 1, 'one less');
});

await test('会签加人: a dropped body is asked again beside the others', page, async () => {
  const before = (await view(said.office, second)).waiting.filter((w) => w.element === 'S15').length;
  await tap(page, page.locator('#mirror').getByRole('button', { name: '催办或其他办法' }).first());
  await waitIdle(page);
  await pick('会签加人');
  await shot(page, 'verbs-beside');
  const body = (await (await cases.person(said.office)).get(`/api/cases/${second}/verbs`)).tasks[0].verbs.find((v) => v.id === 'sign_beside').options[0];
  await option('请哪个单位', startsWith(body.label));
  await typeInto(page, '理由', '补请');
  await confirm('会签加人');
  same((await view(said.office, second)).waiting.filter((w) => w.element === 'S15').length, before + 1, 'one more');
});

await test('nothing failed and every control has a name', page, async () => {
  same(browser.errors.filter((e) => !/401/.test(e)), [], 'errors'); // 401: signed out between two people
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await browser.close();
await server.stop();
report();
