// An administrator changes a template on a phone: downloads it, uploads a broken file and reads what is wrong and where, uploads a good
// one, sees what differs, gives a reason, deploys; the running case stays on its version.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { control, tap, tapByRole, typeInto } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const running = await cases.county('S1');
const admin = await cases.person('SYS-admin');
const browser = await launch();
const { page } = browser;
const text = await (await fetch(server.url + '/api/admin/templates/process/T01/file', { headers: { cookie: [...admin.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } })).text();
const says = (words) => page.waitForFunction((w) => document.querySelector('#mirror').innerText.includes(w), words, { timeout: 20000 });
async function choose(button, name, body) {
  const chooser = page.waitForEvent('filechooser');
  await tapByRole(page, 'button', button, { wait: false });
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(body) });
}

await test('the administrator finds the template among all', page, async () => {
  await signIn(browser, server, 'SYS-admin');
  await open(browser, server, 'admin');
  await tapByRole(page, 'radio', '模板');
  await page.waitForFunction(() => location.hash === '#admin/templates');
  await waitIdle(page);
  await control(page, 'button', /准入申请审批/).first().waitFor({ state: 'attached', timeout: 10000 });
  await shot(page, 'templates');
  await tapByRole(page, 'button', /准入申请审批/);
  await page.waitForFunction(() => location.hash === '#admin/template/process/T01');
  await control(page, 'button', '下载现行文件').first().waitFor({ state: 'attached', timeout: 10000 });
  await waitIdle(page);
  await shot(page, 'template');
  await tapByRole(page, 'button', '上传改好的文件');
  await page.waitForFunction(() => location.hash === '#admin/upload');
  await waitIdle(page);
});

await test('a broken file is told, by name and line, and cannot be deployed', page, async () => {
  await choose('选择文件', 'T01.bpmn', text.replace('targetRef="S1a"', 'targetRef="nowhere"').replace('ref="T01-U1"', 'ref="T01-absent"'));
  await says('不能部署');
  await says('登记拟准入事项');
  yes(/第 \d+ 行/.test(await page.evaluate(() => document.querySelector('#mirror').innerText)), 'with its line');
  same(await control(page, 'button', '部署成新版本').count(), 0, 'no button to deploy it');
  await waitIdle(page);
  await shot(page, 'template-broken');
});

await test('another kind of file and another encoding are refused with a reason', page, async () => {
  await choose('换一个文件', 'notes.txt', 'hello');
  await says('.bpmn');
  await choose('选择文件', 'T01.bpmn', Buffer.from([0xff, 0xfe, 0x3c, 0x00]));
  await says('UTF-8');
});

await test('a changed file shows what differs, needs a reason and is deployed once', page, async () => {
  await choose('选择文件', 'T01.bpmn', text.replace('name="登记拟准入事项"', 'name="登记事项"').replace('workingDays="=settings.issue_wd"', 'workingDays="=settings.issue_wd + 1"'));
  await says('影响办理');
  await says('settings.issue_wd + 1');
  await says('办理期限 · 工作日数');  // in words, not as the file writes it
  await waitIdle(page);
  await shot(page, 'template-changes');
  const deploy = control(page, 'button', '部署成新版本').first();
  yes((await deploy.getAttribute('aria-disabled')) === 'true' || (await deploy.isDisabled()), 'not without a reason');
  await typeInto(page, '为什么要改', '印发时限放宽一天');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await tap(page, deploy);
  const dialog = page.locator('#mirror').getByRole('alertdialog').or(page.locator('#mirror').getByRole('dialog'));
  await dialog.first().waitFor({ state: 'attached', timeout: 10000 });
  await waitIdle(page);
  await says('仍按原版本办完');
  await shot(page, 'template-confirm');
  await tapByRole(page, 'button', '部署');
  await page.waitForFunction(() => location.hash === '#admin/template/process/T01', null, { timeout: 15000 });
  await control(page, 'button', /印发时限放宽一天|平台管理员/).first().waitFor({ state: 'attached', timeout: 10000 });
  await waitIdle(page);
  await shot(page, 'template-deployed');
  const { template, versions } = await admin.get('/api/admin/templates/process/T01');
  same([template.versions, template.old_running, versions[0].reason], [2, 1, '印发时限放宽一天'], 'at the server');
  same((await cases.task(said.clerk, running, 'S1')).name, '登记拟准入事项', 'the running case stays on its version');
});

await test('no script failed', page, async () => same(browser.errors.filter((e) => !/status of 4\d\d/.test(e)), [], 'errors'));
await browser.close();
await server.stop();
report();
