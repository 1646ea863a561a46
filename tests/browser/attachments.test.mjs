// Attachments on the phone: a photo made small before it goes, sent in pieces; the network cut in the middle, the tab killed in the
// middle; refusals; thrown away before it is sent; and afterwards on the page of the case.
import { deflateSync } from 'node:zlib';
import { createHash, randomFillSync } from 'node:crypto';
import { launch, openPage, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { choose, tapByRole, typeInto } from './lib/controls.mjs';
import { startServer } from './lib/server.mjs';

/** A real picture of noise, so that it has a size. */
function png(width, height) {
  const table = [...Array(256).keys()].map((n) => { let c = n; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c >>> 0; });
  const crc = (b) => { let c = 0xffffffff; for (const x of b) c = table[(c ^ x) & 255] ^ (c >>> 8); return (c ^ 0xffffffff) >>> 0; };
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]), size = Buffer.alloc(4), sum = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = randomFillSync(Buffer.alloc(height * (width * 3 + 1)));
  for (let y = 0; y < height; y++) rows[y * (width * 3 + 1)] = 0;
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}
const pdf = (size) => Buffer.concat([Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%'),
  randomFillSync(Buffer.alloc(size)).map((b) => 65 + (b & 15)), Buffer.from('\ntrailer<</Root 1 0 R>>\n%%EOF\n')]);

const server = await startServer();
const cases = new Cases(server);
const caseId = await cases.county('S16', { ...said.item, name: '楼栋信息核对' });
/** Somebody whose opinion is asked: [account, task]. */
async function waiting() {
  for (const account of await cases.officials())
    for (const step of ['S16a', 'S16b', 'S16c', 'S16d']) {
      const found = await cases.task(account, caseId, step);
      if (found) return [account, found];
    }
  return null;
}
const [reviewer, task] = await waiting();
const browser = await launch({ dpr: 2 });
const { context, errors } = browser;
let { page } = browser;

const picker = (name) => page.locator('#mirror [data-id*="field.attachment/"]').getByRole('button', { name, exact: true });
const says = (words) => page.waitForFunction((w) => document.querySelector('#mirror').innerText.includes(w) ||
  [...document.querySelectorAll('#mirror [aria-label]')].some((e) => e.getAttribute('aria-label').includes(w)), words, { timeout: 20000 });
async function give(button, files) {
  const [one] = await Promise.all([page.waitForEvent('filechooser', { timeout: 10000 }), tapByRole(page, 'button', button, { wait: false })]);
  await one.setFiles(files);
  return one;
}
/** Sees every piece that the phone sends; `at` runs before the piece of that number goes out. */
let pieces = [], before = async () => {};
await context.route(/\/bytes\?offset=/, async (route) => {
  pieces.push(Number(new URL(route.request().url()).searchParams.get('offset')));
  await before(pieces.length);
  await route.continue().catch(() => {});
});

await signIn(browser, server, reviewer);
await open(browser, server, 'task/' + task.id, { fresh: true });

await test('what is no PDF and no photo is refused with a sentence, and so is what is too large', page, async () => {
  await give('选择文件', { name: '表.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK\u0003\u0004 a spreadsheet') });
  await says('“表.xlsx”不是 PDF 或照片');
  await give('选择文件', { name: '大.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([pdf(10), Buffer.alloc(21 << 20)]) });
  await says('“大.pdf”超过 20 MB');
  same(pieces, [], 'nothing was sent');
  await shot(page, 'attachment-refused');
});

await test('a photo is made small on the phone; the network is cut in the middle; it goes on from there', page, async () => {
  const photo = png(3000, 2000);
  yes(photo.length > 17e6, 'a large photo: ' + photo.length);
  before = async (count) => { if (count === 3) await context.setOffline(true); };
  const chooser = await give('拍照', { name: '现场.png', mimeType: 'image/png', buffer: photo });
  same([await chooser.element().getAttribute('capture'), await chooser.element().getAttribute('accept')], ['environment', 'image/*'], 'the camera is asked for');
  await says('没有网络，停在');
  await page.evaluate(() => globalThis.zhunru.reveal([...document.querySelectorAll('#mirror [data-id$="/remove"]')][0].dataset.id));
  yes(await page.evaluate(() => fetch('/api/session').then(() => false, () => true)), 'the network is cut');
  same(pieces, [0, 262144, 524288], 'pieces until the cut');
  await shot(page, 'attachment-cut');
  before = async () => {};
  await context.setOffline(false);
  await says('已上传，内容已核对');
  same(pieces.filter((o) => o < 524288), [0, 262144], 'what the server had was not sent again');
  const sizes = await page.evaluate(() => document.querySelector('#mirror').innerText.match(/([\d.]+) MB/)[1]);
  yes(Number(sizes) < 5, 'the photo is small: ' + sizes + ' MB');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
  await shot(page, 'attachment-done');
});

await test('it can be thrown away before it is sent', page, async () => {
  await tapByRole(page, 'button', '删除这个文件');
  await picker('选择文件').waitFor({ state: 'attached', timeout: 5000 });
  yes(!(await page.evaluate(() => document.querySelector('#mirror').innerText.includes('现场'))), 'gone');
});

const file = pdf(1500000);
await test('the tab is killed in the middle: opened again, it goes on without choosing anew', page, async () => {
  pieces = [];
  let killed;
  const dead = new Promise((resolve) => { killed = resolve; });
  before = async (count) => { if (count === 3) { await page.close(); killed(); } };
  await give('选择文件', { name: '会议纪要.pdf', mimeType: 'application/pdf', buffer: file });
  await dead;
  before = async () => {};
  page = await browser.newPage();
  browser.page = page;
  await openPage(page, `${server.url}/#task/${task.id}`);
  await says('已上传，内容已核对');
  await says('会议纪要.pdf');
  same([...new Set(pieces)], [0, 262144, 524288, 786432, 1048576, 1310720], 'every piece');
  yes(pieces.filter((o) => o === 0).length === 1, 'the first piece went once');
});

await test('a form is not sent while its file is on its way', page, async () => {
  pieces = [];
  await tapByRole(page, 'button', '删除这个文件');
  before = async (count) => { if (count === 2) await context.setOffline(true); };
  await give('选择文件', { name: '会议纪要.pdf', mimeType: 'application/pdf', buffer: file });
  await says('没有网络，停在');
  for (const radio of await page.locator('#mirror').getByRole('radio', { name: /^(同意|是)$/ }).all()) {
    await radio.evaluate((e) => globalThis.zhunru.activate(e.dataset.id));
    await waitIdle(page);
  }
  const action = page.locator('#mirror [data-id*="outcome:"]').first();
  await tapByRole(page, 'button', await action.innerText().then((t) => t || action.getAttribute('aria-label')));
  await says('附件还没有传完');
  await shot(page, 'attachment-not-yet');
  before = async () => {};
  await context.setOffline(false);
  await says('已上传，内容已核对');
});

await test('sent with the form, the case lists it; the file opens as a download', page, async () => {
  // The form itself is sent by API, with the file that this phone has uploaded.
  const hash = createHash('sha256').update(file).digest('hex');
  const data = { ...said.review, ...({ S16a: { lawful: true }, S16b: { funded: true }, S16c: { reuse_ok: true } }[task.element] ?? {}), attachment: hash };
  await cases.complete(reviewer, caseId, task.element, 'give', data);
  await open(browser, server, 'case/' + caseId, { fresh: true });
  await tapByRole(page, 'radio', '文书');
  await says('会议纪要.pdf');
  const row = page.locator('#mirror').getByRole('button', { name: /会议纪要\.pdf/ });
  await page.evaluate((id) => globalThis.zhunru.reveal(id), await row.getAttribute('data-id'));
  await waitIdle(page);
  await shot(page, 'attachment-case');
  const answer = context.waitForEvent('response', { predicate: (r) => r.url().endsWith(hash), timeout: 15000 });
  await tapByRole(page, 'button', /会议纪要\.pdf/);
  const response = await answer;
  same([response.status(), response.headers()['content-type'], response.headers()['content-disposition'].split(';')[0]], [200, 'application/pdf', 'attachment'], 'the file');
});

await test('in English, dark', page, async () => {
  for (const one of context.pages()) if (one !== page) await one.close();
  await openPage(page, server.url + '/#home/me');
  await choose(page, '语言', 'English');
  await page.emulateMedia({ colorScheme: 'dark' });
  const other = await waiting();
  yes(other, 'another opinion is open');
  await context.clearCookies();
  await page.goto('about:blank');
  await openPage(page, server.url + '/#login');
  await typeInto(page, 'Account', other[0]);
  await typeInto(page, 'Password', server.password);
  await tapByRole(page, 'button', 'Sign in');
  await page.waitForFunction(() => !location.hash.includes('login'), null, { timeout: 15000 });
  await openPage(page, `${server.url}/#task/${other[1].id}`);
  await give('Choose a file', { name: 'minutes.pdf', mimeType: 'application/pdf', buffer: pdf(40000) });
  await says('Uploaded, content checked');
  await shot(page, 'attachment-en-dark');
});
await test('no script failed', page, async () => same(errors.filter((e) => !/ERR_INTERNET_DISCONNECTED|ERR_ABORTED|request failed/.test(e)), [], 'errors'));
await browser.close();
await server.stop();
report();
