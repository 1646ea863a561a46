// An administrator takes a running case over to a changed process on a phone: the trial run says what blocks, the step that was renamed
// is named, the case goes over with a reason, is put back, goes over again and, once somebody has worked on it, can no longer be put back.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { choose, control, tap, tapByRole, typeInto } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { commandId, startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const running = await cases.county('S1');
const step = 'S1';
const admin = await cases.person('SYS-admin');
const text = await (await fetch(server.url + '/api/admin/templates/process/T01/file', { headers: { cookie: [...admin.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } })).text();
const renamed = text.replaceAll(`"${step}"`, `"${step}x"`).replaceAll(`>${step}<`, `>${step}x<`);
await admin.post('/api/admin/templates', { id: commandId(), file_name: 'T01.bpmn', text: renamed, reason: '改一步的编号' });
const browser = await launch();
const { page } = browser;
const says = (words) => page.waitForFunction((w) => document.querySelector('#mirror').innerText.includes(w), words, { timeout: 20000 });
const version = async () => (await admin.get(`/api/admin/cases/${running}/waiting`)).version;
const old = await version();

async function takeOver(reason) {
  await typeInto(page, '为什么要迁移', reason);
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await tapByRole(page, 'button', '迁移 1 件');
  await page.locator('#mirror').getByRole('dialog').or(page.locator('#mirror').getByRole('alertdialog')).first().waitFor({ state: 'attached', timeout: 10000 });
  await tapByRole(page, 'button', '迁移');
  await says('已迁移的案件');
  await waitIdle(page);
}

await test('the template says that a case runs on an older version and leads to the trial run', page, async () => {
  await signIn(browser, server, 'SYS-admin');
  await open(browser, server, 'admin/template/process/T01');
  await says('1 件按旧版本在办');
  await waitIdle(page);
  await shot(page, 'migration-template');
  await tapByRole(page, 'button', '迁移在办案件');
  await page.waitForFunction(() => location.hash === '#admin/migrate/T01');
  await says('1 件留在原版本');
  await says(`没有元素 ${step}`);
  await waitIdle(page);
  await shot(page, 'migration-blocked');
  same(await control(page, 'button', /^迁移 \d+ 件/).count(), 0, 'no button while nothing can go over');
});

await test('naming the renamed step lets the case go over, after a reason and a question', page, async () => {
  await choose(page, /^原来的/, new RegExp(`${step}x`));
  await says('1 件都可以迁移');
  await waitIdle(page);
  await shot(page, 'migration-plan');
  const button = control(page, 'button', '迁移 1 件').first();
  yes((await button.getAttribute('aria-disabled')) === 'true' || (await button.isDisabled()), 'not without a reason');
  same(await version(), old, 'the trial run changed nothing');
  await takeOver('按新版本继续办');
  await shot(page, 'migration-done');
  yes((await version()) !== old, 'the case runs on the new version');
  yes(await cases.task(said.clerk, running, step + 'x'), 'its task stands at the renamed step');
});

await test('it is put back with a reason', page, async () => {
  await tapByRole(page, 'button', '放回原版本');
  await typeInto(page, '为什么放回', '先不改');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await shot(page, 'migration-undo');
  await tap(page, control(page, 'button', '放回原版本').last());
  await says('1 件都可以迁移');  // what was named before is still named
  same(await version(), old, 'back on its version');
  yes(await cases.task(said.clerk, running, step), 'at its old step');
});

await test('once somebody has worked on it, it says why it cannot be put back', page, async () => {
  await takeOver('还是按新版本办');
  const task = await cases.task(said.clerk, running, step + 'x');
  await cases.command(said.clerk, 'ClaimTask', { task: task.id, token_version: task.version });
  await open(browser, server, 'admin/migrate/T01', { fresh: true });
  await says('不能再撤销');
  await waitIdle(page);
  same(await control(page, 'button', '放回原版本').count(), 0, 'no button');
  await shot(page, 'migration-too-late');
});

await test('no script failed', page, async () => same(browser.errors.filter((e) => !/status of 4\d\d/.test(e)), [], 'errors'));
await browser.close();
await server.stop();
report();
