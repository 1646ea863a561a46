// Accounts and bodies from a spreadsheet on the administrator's phone (dry run line by line, then done), a colleague invited by a head,
// the colleague sets the password with the link, and the administrator sends a new link to who forgot it.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { choose, tap, tapByRole, typeInto } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const browser = await launch();
const { page } = browser;
const dialog = () => page.locator('#mirror').getByRole('dialog');
const mirror = () => page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'));
const saysSoon = (words) => page.waitForFunction((w) => [...document.querySelectorAll('#mirror [data-id]')].some((e) => (e.getAttribute('aria-label') || e.textContent).includes(w)), words, { timeout: 20000 });
const api = async (account, path) => (await cases.person(account)).get(path);

/** Chooses a file in the screen, as from the phone's own picker. */
async function chooseFile(button, name, mimeType, buffer) {
  const picker = page.waitForEvent('filechooser');
  await tapByRole(page, 'button', button, { wait: false });
  await (await picker).setFiles({ name, mimeType, buffer });
}

await test('the present table is downloaded as XLSX; read back it changes nothing', page, async () => {
  await signIn(browser, server, 'SYS-admin');
  await open(browser, server, 'admin');
  await tapByRole(page, 'button', /^用表格导入/);
  await page.waitForFunction(() => location.hash === '#admin/import');
  await waitIdle(page);
  await shot(page, 'people-import');
  await tapByRole(page, 'radio', '社区');
  const waiting = page.waitForEvent('download');
  await tapByRole(page, 'button', '下载现有的表格（XLSX）');
  const saved = await (await waiting).path();
  const { readFileSync } = await import('node:fs');
  await chooseFile('选择文件', '社区.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', readFileSync(saved));
  await saysSoon('同现有的一样');
});

await test('a file with a bad line: every line is told, nothing is done', page, async () => {
  await tapByRole(page, 'radio', '账号');
  const text = '账号,称呼,身份等级,岗位,单位\nK0102-n-1,住建局·新经办,L3,applicant_clerk,K0102-zj\nK0102-a-zj,住建局·改名的经办,L3,applicant_clerk,K0102-zj\nK0102-n-2,坏行,L9,boss,K9999\n';
  await chooseFile('选择文件', '账号.csv', 'text/csv', Buffer.from(text));
  await saysSoon('有 1 行不能导入');
  await waitIdle(page);
  const told = await mirror();
  yes(told.includes('第 4 行') && told.includes('不认识的岗位 boss') && told.includes('名册中没有单位 K9999'), 'the bad line with its reasons: ' + told);
  yes(told.includes('第 2 行') && told.includes('→ 住建局·改名的经办'), 'what the others would do');
  await shot(page, 'people-import-errors');
  same(await page.locator('#mirror').getByRole('button', { name: '照这样导入' }).count(), 0, 'cannot be done');
});

await test('the mended file is done', page, async () => {
  const text = '账号,称呼,身份等级,岗位,单位\nK0102-n-1,住建局·新经办,L3,applicant_clerk,K0102-zj\nK0102-a-zj,住建局·改名的经办,L3,applicant_clerk,K0102-zj\n';
  await chooseFile('换一个文件', '账号.csv', 'text/csv', Buffer.from(text));
  await saysSoon('可以导入：新增 1，改动 1');
  await waitIdle(page);
  yes(!(await api('SYS-admin', '/api/accounts')).accounts.some((a) => a.id === 'K0102-n-1'), 'nothing was changed yet');
  await shot(page, 'people-import-good');
  await tapByRole(page, 'button', '照这样导入');
  await page.locator('#mirror').getByRole('button', { name: '导入', exact: true }).waitFor({ state: 'attached', timeout: 8000 });
  await waitIdle(page);
  await tap(page, page.locator('#mirror').getByRole('button', { name: '导入', exact: true }));
  await saysSoon('已导入：新增 1，改动 1');
  await shot(page, 'people-import-done');
  const accounts = (await api('SYS-admin', '/api/accounts')).accounts;
  same([accounts.find((a) => a.id === 'K0102-n-1').label, accounts.find((a) => a.id === 'K0102-a-zj').label], ['住建局·新经办', '住建局·改名的经办'], 'done');
});

let link;
await test('a head invites a colleague into the own body', page, async () => {
  await signIn(browser, server, said.head);
  await open(browser, server, 'home/me');
  await tapByRole(page, 'button', /^请同事进来/);
  await page.waitForFunction(() => location.hash === '#colleague');
  await waitIdle(page);
  yes((await mirror()).includes('澄湖区住房和城乡建设局'), 'the own body');
  await typeInto(page, '新账号', 'K0102-n-3');
  await typeInto(page, '称呼', '财务 韦');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  const posts = (await api(said.head, '/api/invitations/colleagues/posts')).posts;
  await choose(page, '新同事的岗位', posts.find((p) => p.role === 'applicant_finance').name);
  await shot(page, 'people-colleague');
  await tapByRole(page, 'button', '建账号并给链接');
  await saysSoon('一次性链接');
  await waitIdle(page);
  await shot(page, 'people-colleague-link');
  const made = (await api('SYS-admin', '/api/accounts')).accounts.find((a) => a.id === 'K0102-n-3');
  same([made.has_password, made.seats.map((s) => [s.role, s.body])], [false, [['applicant_finance', 'K0102-zj']]], 'made');
});

await test('who may not invite is told so', page, async () => {
  await signIn(browser, server, said.clerk);
  await open(browser, server, 'home/me');
  same(await page.locator('#mirror').getByRole('button', { name: /^请同事进来/ }).count(), 0, 'no row');
  await open(browser, server, 'colleague');
  yes((await mirror()).includes('您的岗位不能邀请同事'), 'said');
});

await test('the one who was sent a link sets a password with it, once', page, async () => {
  link = (await (await cases.person('SYS-admin')).post('/api/accounts/K0102-n-3/reset', {})).url;
  await browser.context.clearCookies();
  await page.goto('about:blank');
  await page.goto(link);
  await page.waitForFunction(() => location.hash.includes('set-password/'), null, { timeout: 15000 });
  await saysSoon('这个链接只能用一次');
  await waitIdle(page);
  await shot(page, 'people-password');
  await typeInto(page, '新密码', '一匹正确的马');
  await typeInto(page, '再输一遍', '一匹正确的驴');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  same(await page.locator('#mirror').getByRole('button', { name: '设好密码' }).getAttribute('aria-disabled'), 'true', 'the two must be the same');
  await shot(page, 'people-password-differs');
  await typeInto(page, '新密码', '一匹正确的订书机');
  await typeInto(page, '再输一遍', '一匹正确的订书机');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await tapByRole(page, 'button', '设好密码');
  await saysSoon('密码设好了');
  await waitIdle(page);
  await shot(page, 'people-password-set');
  await tapByRole(page, 'button', '去登录');
  await typeInto(page, '账号', 'K0102-n-3');
  await typeInto(page, '密码', '一匹正确的订书机');
  await tapByRole(page, 'button', '登录');
  await page.waitForFunction(() => !location.hash.includes('login') && !location.hash.includes('password'), null, { timeout: 20000 });
  await page.goto('about:blank');
  await page.goto(link);
  await saysSoon('这个链接只能用一次');
  await typeInto(page, '新密码', '另一个密码啊啊啊');
  await typeInto(page, '再输一遍', '另一个密码啊啊啊');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await tapByRole(page, 'button', '设好密码');
  await saysSoon('链接无效、已使用或已过期');
});

await test('nothing failed and every control has a name', page, async () => {
  same(browser.errors.filter((e) => !/401|410/.test(e)), [], 'errors');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await browser.close();
await server.stop();
report();
