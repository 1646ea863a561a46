// Without a network, really cut: an approver signs (the password is asked for when the server is back), a late answer is kept and not
// counted, what the server refuses comes back with its text, and a new version of the client keeps what is pending.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, shot, top, waitIdle } from './lib/browser.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { tap, tapByRole, typeInto } from './lib/controls.mjs';
import { arrived, accounts, consultation, cut, doByApi, fillAnswer, person, phone, said, says, server, signedIn, stateOf, taskOf, text, toSigning } from './lib/offline.mjs';
import { commandId, Person } from './lib/server.mjs';
import { serveSite } from './lib/site.mjs';

const first = await consultation();

await test('a new version of the client takes over and keeps what is pending', null, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhunru-site-'));
  cpSync(process.env.ZHUNRU_SITE || join(top, 'build/web'), folder, { recursive: true });
  let refuse = false;
  // The site from this folder, the API from the real server; its answers to the answer can be withheld (the server is being changed).
  const site = await serveSite(folder, async (request, response, url) => {
    if (!url.pathname.startsWith('/api/')) return false;
    if (refuse && request.method !== 'GET') { response.writeHead(503); response.end(); return true; }
    const target = new URL(server.url + request.url);
    const headers = { ...request.headers, host: target.host };
    if (headers.origin) headers.origin = server.url;
    await new Promise((resolve) => {
      const passed = httpRequest(target, { method: request.method, headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
        answer.on('end', resolve);
        response.on('close', resolve);
      });
      passed.on('error', () => { response.destroy(); resolve(); });
      request.pipe(passed);
    });
    return true;
  });
  const device = await phone(first.links[5], site.url);
  try {
    refuse = true;
    await cut(device, true);
    await fillAnswer(device.page);
    await tapByRole(device.page, 'button', '提交意见');
    await says(device.page, '本机已记下');
    writeFileSync(join(folder, 'boot.js'), readFileSync(join(folder, 'boot.js'), 'utf8') + '\nglobalThis.newVersion = true;\n');
    writeFileSync(join(folder, 'sw.js'), readFileSync(join(folder, 'sw.js'), 'utf8').replace(/const VERSION = '[^']+'/, "const VERSION = 'the-next-one'"));
    for (const name of ['boot.js', 'sw.js']) for (const twin of ['.br', '.gz']) rmSync(join(folder, name + twin), { force: true });
    await cut(device, false);
    await device.page.waitForFunction(() => globalThis.newVersion === true && window.zhunru && window.zhunru.ready, null, { timeout: 30000 });
    await says(device.page, '本机已记下');
    same(await device.page.evaluate(() => window.zhunru.pending), 1, 'pending after the update');
    same(await device.page.evaluate(async () => (await caches.keys()).filter((k) => k.startsWith('zhunru-'))), ['zhunru-the-next-one'], 'caches');
    refuse = false;
    await device.page.reload();
    await says(device.page, '服务器已确认');
    same((await stateOf(device, first.links[5])).state, 'answered', 'at the server');
  } finally { await device.close(); await site.close(); rmSync(folder, { recursive: true, force: true }); }
});

const late = await phone(first.links[6]);
await test('a late answer is kept, shown as late, and not counted', null, async () => {
  try {
    await cut(late, true);
    await fillAnswer(late.page, '来晚了的意见');
    await tapByRole(late.page, 'button', '提交意见');
    await says(late.page, '本机已记下');
    await toSigning(first);
    await cut(late, false);
    await says(late.page, '已收到，但过了截止时间');
    await says(late.page, '不计入');
    await shot(late.page, 'offline-late');
  } finally { await late.close(); }
});

let signer;
await test('an approver signs without network: noted, bound to the text, signed when the password is entered online', null, async () => {
  for (const id of accounts) if (!signer && (await taskOf(id, first.caseId, 'C7'))) signer = id;
  const task = await taskOf(signer, first.caseId, 'C7');
  const detail = await (await person(signer)).get('/api/tasks/' + task.id);
  const device = await phone('/#home/public');
  try {
    await signedIn(device, signer);
    await openPage(device.page, `${server.url}/#task/${task.id}`);
    await arrived(device.page);
    await cut(device, true);
    await waitIdle(device.page);
    if (detail.form) await tapByRole(device.page, 'radio', '同意');
    await tapByRole(device.page, 'button', detail.task.outcomes.find((o) => o.id === 'sign').name);
    await says(device.page, '现在签不成');
    yes(!(await device.page.locator('#mirror input[type=password]').count()), 'no password is asked for without network');
    await shot(device.page, 'offline-sign-sheet');
    await tapByRole(device.page, 'button', '记下，联网后再签');
    await says(device.page, '签名还没有成立');
    await shot(device.page, 'offline-unsigned');
    await device.page.reload();
    await waitIdle(device.page);
    await says(device.page, '签名还没有成立');
    yes(await taskOf(signer, first.caseId, 'C7'), 'the server has no signature');
    await cut(device, false);
    await device.page.locator('#mirror').getByLabel('再次输入密码').waitFor({ state: 'attached', timeout: 20000 });
    await typeInto(device.page, '再次输入密码', server.password);
    await tapByRole(device.page, 'button', '签名并送出', { wait: false });
    await says(device.page, '服务器已确认');
    yes(!(await taskOf(signer, first.caseId, 'C7')), 'signed at the server');
  } finally { await device.close(); }
});

await test('what the server refuses comes back with its text, is changed and sent again', null, async () => {
  for (const id of accounts) if (await taskOf(id, first.caseId, 'C7')) await doByApi(id, first.caseId, 'C7', 'sign', { stance: 'agree' });
  const task = await taskOf(said.finance, first.caseId, 'S7');
  yes(task, 'finance has S7');
  const device = await phone('/#home/public');
  try {
    await signedIn(device, said.finance);
    await openPage(device.page, `${server.url}/#task/${task.id}`);
    await arrived(device.page);
    await cut(device, true);
    const box = device.page.locator('#mirror [data-id$="field.confirmed/input"]');
    await tap(device.page, box);
    await typeInto(device.page, await device.page.locator('#mirror [data-id$="field.source_ref/input"]').getAttribute('aria-label'), '2027预算-12');
    const date = device.page.locator('#mirror [data-id$="field.first_payment/input"]');
    await tap(device.page, date);
    await date.fill('2027-05-01', { force: true });
    await device.page.evaluate(() => document.activeElement.blur());
    await waitIdle(device.page);
    const name = (await (await person(said.finance)).get('/api/tasks/' + task.id)).task.outcomes.find((o) => o.id === 'confirm').name;
    await tapByRole(device.page, 'button', name);
    const sheet = device.page.locator('#mirror').getByRole('dialog');
    await sheet.waitFor({ state: 'attached', timeout: 8000 });
    await tap(device.page, sheet.getByRole('button', { name, exact: true }));
    await says(device.page, '本机已记下');
    await device.page.close();
    // Meanwhile the step changed: finance handed it to one person, so that what the phone saw is no longer the newest.
    const now = await taskOf(said.finance, first.caseId, 'S7');
    await (await person(said.finance)).post('/api/commands', { id: commandId(), type: 'Transfer', args: {
      task: now.id, token_version: now.version, to: { role: '', body: '', community: '', provider: '' }, person: said.finance, reason: '改由本人办理' } });
    await cut(device, false);
    const page = await device.context.newPage();
    await openPage(page, server.url + '/#home/me');
    await says(page, '服务器没有接受');
    await shot(page, 'offline-refused');
    await tapByRole(page, 'button', '修改后再送');
    await page.waitForFunction(() => location.hash.includes('task/'), null, { timeout: 10000 });
    await waitIdle(page);
    await page.waitForFunction(() => [...document.querySelectorAll('#mirror input, #mirror textarea')].some((e) => e.value === '2027预算-12'), null, { timeout: 10000 });
    await shot(page, 'offline-repair');
    await tapByRole(page, 'button', name);
    await page.locator('#mirror').getByRole('dialog').waitFor({ state: 'attached', timeout: 8000 });
    await tap(page, page.locator('#mirror').getByRole('dialog').getByRole('button', { name, exact: true }));
    await says(page, '服务器已确认');
    yes(!(await taskOf(said.finance, first.caseId, 'S7')), 'done at the server');
  } finally { await device.close(); }
});
report();
await server.stop();
