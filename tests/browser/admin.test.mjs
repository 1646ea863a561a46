// The office of the administrator on a phone: accounts are found, a colleague is invited by a one-time link with which they
// set their own password, a password is reset, an account is disabled and enabled.
import { launch, openPage, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { choose, control, tap, tapByRole, typeInto } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { commandId, startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const browser = await launch();
const { page } = browser;
const dialog = () => page.locator('#mirror').getByRole('dialog');
const accounts = async () => (await (await cases.person('SYS-admin')).get('/api/accounts')).accounts;

await test('the office is on the administrator\'s own page only', page, async () => {
  await signIn(browser, server, said.clerk);
  await open(browser, server, 'home/me');
  same(await page.locator('#mirror').getByRole('button', { name: /^管理/ }).count(), 0, 'not for a clerk');
  await signIn(browser, server, 'SYS-admin');
  await open(browser, server, 'home/me');
  await shot(page, 'admin-me');
  await tapByRole(page, 'button', /^管理/);
  await page.waitForFunction(() => location.hash === '#admin');
  await waitIdle(page);
  await shot(page, 'admin-accounts');
});

await test('a colleague is invited and sets a password with the link', page, async () => {
  await tapByRole(page, 'button', '请一位同事进来');
  await dialog().waitFor({ state: 'attached' });
  await waitIdle(page);
  await typeInto(page, '新账号', 'K0102-a-zj-2');
  await typeInto(page, '称呼', '经办 韦');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  const like = (await accounts()).find((a) => a.id === said.clerk).label;
  await choose(page, '岗位和单位同谁一样', new RegExp('^' + like.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  await shot(page, 'admin-invite');
  await tap(page, dialog().getByRole('button', { name: '建账号并给链接' }));
  await dialog().getByRole('img', { name: '设密码的二维码' }).waitFor({ state: 'attached', timeout: 10000 });
  await waitIdle(page);
  await shot(page, 'admin-link');
  const made = (await accounts()).find((a) => a.id === 'K0102-a-zj-2');
  yes(made && !made.has_password && made.seats.length > 0, 'there, without a password');
});

await test('disabled at once, enabled again', page, async () => {
  await page.keyboard.press('Escape');
  await waitIdle(page);
  await typeInto(page, '按账号、单位、社区或岗位查找', 'K0102-a-zj-2');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await tapByRole(page, 'button', /^经办 韦/);
  await shot(page, 'admin-account');
  await tap(page, dialog().getByRole('button', { name: '停用这个账号' }));
  await page.locator('#mirror').getByRole('dialog', { name: '停用这个账号？' }).or(page.locator('#mirror').getByRole('alertdialog')).first().waitFor({ state: 'attached', timeout: 8000 });
  await waitIdle(page);
  await shot(page, 'admin-disable');
  await tap(page, page.locator('#mirror').getByRole('button', { name: '确定', exact: true }));
  await waitIdle(page);
  yes((await accounts()).find((a) => a.id === 'K0102-a-zj-2').disabled, 'disabled');
});

await test('stuck cases: none, said so', page, async () => {
  await tapByRole(page, 'radio', '卡住的');
  yes((await page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'))).includes('没有卡住的事项'), 'says so');
  await shot(page, 'admin-stuck');
});

await test('a message that nobody took is listed with the reason', page, async () => {
  const admin = await cases.person('SYS-admin');
  const text = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zhunru="urn:zhunru:bpmn:1" id="d" targetNamespace="urn:zhunru:test">
    <message id="M" name="lonely"/><process id="T98" name="试消息" isExecutable="true"><extensionElements><zhunru:assignment role="applicant_clerk"/></extensionElements>
    <startEvent id="s" name="开始"/><endEvent id="t" name="告知"><messageEventDefinition id="t1" messageRef="M"/></endEvent><sequenceFlow id="f" sourceRef="s" targetRef="t"/></process></definitions>`;
  await admin.post('/api/admin/templates', { id: commandId(), file_name: 'T98.bpmn', text, reason: '试一试消息' });
  await cases.command(said.clerk, 'StartCase', { process: 'T98', variables: {} });
  await page.waitForFunction(() => document.querySelector('#mirror').innerText.includes('没有人收的消息'), null, { timeout: 20000 });
  yes((await page.evaluate(() => document.querySelector('#mirror').innerText)).includes('现在没有步骤在等名为 “lonely” 的消息'), 'with the reason');
  await waitIdle(page);
  await shot(page, 'admin-messages');
});

await test('nothing failed and every control has a name', page, async () => {
  same(browser.errors.filter((e) => !/401/.test(e)), [], 'errors'); // 401: signed out between two people
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await browser.close();
await server.stop();
report();
