// A document on the phone, looked at by somebody without an account: what it is, PDF, page for printing, digest, QR code, the check.
import { launch, openPage, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { control, tap, tapByRole, typeInto } from './lib/controls.mjs';
import { startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const ended = await cases.county('end');
const documents = (await (await cases.person(said.clerk)).get('/api/cases/' + ended)).documents;
const decision = documents.find((d) => d.kind === 'decision');
const browser = await launch({ dpr: 2 });
const { page, context } = browser;

/** Taps a control that opens a tab; gives the answer that the server sent for `path`. */
async function opened(role, name, path) {
  const answer = context.waitForEvent('response', { predicate: (r) => new URL(r.url()).pathname === path, timeout: 20000 });
  const tab = context.waitForEvent('page', { timeout: 20000 });
  await tapByRole(page, role, name);
  const [response, popup] = [await answer, await tab];
  const out = { status: response.status(), type: response.headers()['content-type'], url: response.url() };
  // A file is downloaded, which closes its tab.
  out.text = out.type.startsWith('text/html') ? await popup.evaluate(() => document.body.innerText) : '';
  await popup.close().catch(() => {});
  return out;
}

await test('anybody reads a decision, without an account', page, async () => {
  await openPage(page, `${server.url}/#d/${decision.id}`);
  await waitIdle(page);
  const text = await page.evaluate(() => document.querySelector('#mirror').innerText);
  for (const words of ['准入决定书', decision.number, decision.sha256, decision.title, '怎样核对', `/d/${decision.id}`]) yes(text.includes(words), 'shows ' + words);
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
  await shot(page, 'document-zh');
});
await test('the PDF is a PDF, the page prints, the check says it is valid', page, async () => {
  const pdf = await opened('button', /^PDF 文件/, `/d/${decision.id}/pdf`);
  same([pdf.status, pdf.type], [200, 'application/pdf'], 'the file');
  const html = await opened('button', /^网页版/, `/d/${decision.id}`);
  yes(html.status === 200 && html.text.includes(decision.sha256) && html.text.includes(decision.number), 'the page with digest and number');
  const checked = await opened('button', '核对这份文书', '/check');
  yes(checked.url.includes(decision.sha256), 'the digest is handed over');
  yes(checked.text.includes('有效') && checked.text.includes(decision.number), 'and found valid: ' + checked.text.slice(0, 200));
  await shot(page, 'document-zh-proof');
});
await test('the link is copied as it stands in the QR code', page, async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await tapByRole(page, 'button', '复制链接');
  same(await page.evaluate(() => navigator.clipboard.readText()), `${server.url}/d/${decision.id}`, 'copied');
});
await test('in English, dark', page, async () => {
  await openPage(page, server.url + '/#login');
  await tapByRole(page, 'button', 'English');
  await page.emulateMedia({ colorScheme: 'dark' });
  await openPage(page, `${server.url}/#d/${decision.id}`);
  await control(page, 'button', /^PDF file/).waitFor({ state: 'attached', timeout: 10000 });
  yes(await control(page, 'button', 'Check this document').count(), 'the check');
  await shot(page, 'document-en-dark');
  await page.evaluate(() => globalThis.zhunru.reveal([...document.querySelectorAll('#mirror [data-id$="/check"]')][0].dataset.id));
  await waitIdle(page);
  await shot(page, 'document-en-dark-proof');
});
await test('a correction: asked for by the office, signed by the chair, told on the decision', page, async () => {
  await openPage(page, server.url + '/#login');
  await tapByRole(page, 'button', '中文');
  await page.emulateMedia({ colorScheme: 'light' });
  await signIn(browser, server, said.office);
  await open(browser, server, 'start/T01C');
  await typeInto(page, '原决定书文号', decision.number);
  await typeInto(page, '原文有误之处', '九个社区');
  await typeInto(page, '更正为', '八个社区');
  await typeInto(page, '更正理由(公开)', '社区数量统计有误，以附件为准。');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await shot(page, 'correction-start');
  await tapByRole(page, 'button', '提交');
  await page.waitForFunction(() => /^#(case|task)\//.test(location.hash), null, { timeout: 20000 });
  const id = (await page.evaluate(() => location.hash)).split('/')[1].split(/[-.]/)[0];
  const task = await cases.task(said.chair, id, 'K3');
  await signIn(browser, server, said.chair);
  await open(browser, server, 'task/' + task.id);
  const told = await page.evaluate(() => document.querySelector('#mirror').innerText);
  for (const words of ['九个社区', '八个社区', decision.number]) yes(told.includes(words), 'the chair sees ' + words);
  await shot(page, 'correction-task');
  await tapByRole(page, 'button', '签发');
  const sheet = page.locator('#mirror').getByRole('dialog');
  await sheet.waitFor({ state: 'attached', timeout: 8000 });
  await typeInto(page, '再次输入密码', server.password);
  await tap(page, sheet.getByRole('button', { name: /^(签名并)?签发$/ }));
  await page.waitForFunction(() => document.querySelector('#mirror').textContent.includes('服务器已确认'), null, { timeout: 20000 });
  await open(browser, server, 'd/' + decision.id, { fresh: true });
  await control(page, 'button', '看更正').waitFor({ state: 'attached', timeout: 15000 });
  await waitIdle(page);
  await shot(page, 'corrected-decision');
  await tapByRole(page, 'button', '看更正');
  await page.waitForFunction(() => location.hash.includes('correction'), null, { timeout: 10000 });
  await waitIdle(page);
  const text = await page.evaluate(() => document.querySelector('#mirror').innerText);
  for (const words of ['九个社区', '八个社区', decision.number]) yes(text.includes(words), 'the correction says ' + words);
  await shot(page, 'correction');
});
await test('a document that does not exist says so', page, async () => {
  await openPage(page, server.url + '/#d/c0.decision.9');
  await control(page, 'button', '再试一次').waitFor({ state: 'attached', timeout: 10000 });
  browser.errors.length = 0;  // the refused request
});
await test('no script failed', page, async () => same(browser.errors.filter((e) => !/request failed: .*\/(pdf|check)/.test(e)), [], 'errors'));
await browser.close();
await server.stop();
report();
