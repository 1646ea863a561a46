// Notices on the phone: unread count on the "me" tab, read one, read all, from the notice to the step or to the case; how to be told,
// with a real mail server that takes one letter and refuses another; and what a server without any says.
import { createServer } from 'node:net';
import { launch, openPage, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { choose, control, tapByRole, typeInto } from './lib/controls.mjs';
import { startServer } from './lib/server.mjs';

/** A mail server for tests: takes letters, except for names that begin with "gone". */
const letters = [];
const mail = createServer((socket) => {
  let to = '', data = null, buffer = '';
  socket.write('220 test\r\n');
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    buffer += bytes;
    for (let end; (end = buffer.indexOf('\r\n')) >= 0;) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (data !== null) {
        if (line === '.') { letters.push({ to, text: data }); data = null; socket.write('250 taken\r\n'); } else data += line + '\n';
      } else if (/^(EHLO|HELO)/i.test(line)) socket.write('250 test\r\n');
      else if (/^RCPT/i.test(line)) { to = /<(.*)>/.exec(line)[1]; socket.write(to.startsWith('gone') ? '550 5.1.1 no such person\r\n' : '250 ok\r\n'); }
      else if (/^DATA/i.test(line)) { data = ''; socket.write('354 go on\r\n'); }
      else if (/^QUIT/i.test(line)) { socket.write('221 bye\r\n'); socket.end(); }
      else socket.write('250 ok\r\n');
    }
  });
});
await new Promise((resolve) => mail.listen(0, '127.0.0.1', resolve));
const server = await startServer({ extra: ['--smtp', `smtp://127.0.0.1:${mail.address().port}`, '--smtp-without-tls', '--mail-from', 'office@zhunru.example'] });
const cases = new Cases(server);
const browser = await launch({ dpr: 2 });
const { page } = browser;
const says = (words) => page.waitForFunction((w) => document.querySelector('#mirror').innerText.includes(w) || [...document.querySelectorAll('#mirror [aria-label]')].some((e) => e.getAttribute('aria-label').includes(w)), words, { timeout: 30000 });
const clerk = await cases.person(said.clerk);

await signIn(browser, server, said.clerk);
await test('how to be told: a wrong address is refused at its field, a right one is kept; quiet hours and digest too', page, async () => {
  await open(browser, server, 'notices/settings');
  await typeInto(page, '邮件地址', 'not an address');
  await tapByRole(page, 'button', '保存');
  await page.waitForFunction(() => document.querySelector('#mirror [data-id$="channels/mail"]')?.getAttribute('aria-invalid') === 'true', null, { timeout: 15000 });
  await shot(page, 'notice-settings-wrong');
  await typeInto(page, '邮件地址', 'fine@people.example');
  await tapByRole(page, 'switch', '夜间不打扰');
  if (!(await control(page, 'combobox', '从').count())) await tapByRole(page, 'switch', '夜间不打扰');
  await choose(page, '从', '21:30');
  await choose(page, '到', '06:30');
  await tapByRole(page, 'radio', '每天一次汇总');
  await shot(page, 'notice-settings');
  await tapByRole(page, 'radio', '随时');
  await tapByRole(page, 'button', '保存', { wait: false });
  await says('已保存');
  const kept = await clerk.get('/api/notices/settings');
  same([kept.mail, kept.quiet_from, kept.quiet_to, kept.digest], ['fine@people.example', '21:30', '06:30', 'at_once'], 'kept by the server');
  yes((await page.evaluate(() => document.querySelector('#mirror').innerText)).includes('办公通讯'), 'the messenger is named');
  await says('这台服务器没有设置');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});

const caseId = await cases.county('S1', { ...said.item, name: '楼道灯报修登记' });
const task = await cases.task(said.clerk, caseId, 'S1');
await test('urged: the count stands on the tab by itself, the notice says that the mail server took it', page, async () => {
  await clerk.call('PUT', '/api/notices/settings', { mail: 'fine@people.example', webhook: false, quiet_from: '00:00', quiet_to: '00:00', digest: 'at_once', digest_at: '08:00' });
  await open(browser, server, 'home/tasks', { fresh: true });
  await cases.command(said.clerk, 'UrgeTask', { task: task.id });
  const tab = control(page, 'tab', /^我的/);
  await page.waitForFunction(() => [...document.querySelectorAll('#mirror [role=tab]')].some((e) => /我的.*[1-9]/.test(e.getAttribute('aria-label') || e.innerText)), null, { timeout: 30000 });
  await tab.first().waitFor({ state: 'attached' });
  await tapByRole(page, 'tab', /^我的/);
  await says('条未读');
  await shot(page, 'notices-me-tab');
  await tapByRole(page, 'button', /条未读/);
  await says('催办');
  for (let tries = 0; !letters.length && tries < 300; tries++) await page.evaluate(() => new Promise((r) => setTimeout(r, 100)));
  same(letters.length > 0 && letters[0].to, 'fine@people.example', 'a letter arrived');
  await page.evaluate(() => location.reload());
  await page.waitForFunction(() => globalThis.zhunru?.ready);
  await says('邮件：已交给对方服务器');
  await shot(page, 'notices');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await test('opening leads to the step and marks it read', page, async () => {
  const before = (await clerk.get('/api/notices')).unread;
  await tapByRole(page, 'button', /催办/);
  await page.waitForFunction((id) => decodeURIComponent(location.hash).includes('task/' + id), task.id, { timeout: 15000 });
  same((await clerk.get('/api/notices')).unread, before - 1, 'unread');
});
await test('a refusal is shown with what the mail server said; a step that is done leads to its case; all are read', page, async () => {
  await clerk.call('PUT', '/api/notices/settings', { mail: 'gone@people.example', webhook: false, quiet_from: '00:00', quiet_to: '00:00', digest: 'at_once', digest_at: '08:00' });
  await (await cases.person('SYS-admin')).post('/api/demo/clock', { advance_ms: 2 * 3600000 });  // one urging an hour
  await cases.command(said.clerk, 'UrgeTask', { task: task.id });
  let refused = null;
  for (let tries = 0; !refused && tries < 300; tries++) {
    refused = (await clerk.get('/api/notices')).notices.find((n) => n.deliveries.some((d) => d.state === 'refused'));
    if (!refused) await page.evaluate(() => new Promise((r) => setTimeout(r, 100)));
  }
  yes(refused, 'the mail server refused');
  await cases.complete(said.clerk, caseId, 'S1', 'submit', said.item);
  await open(browser, server, 'notices', { fresh: true });
  await says('未送出');
  await says('550 5.1.1 no such person');
  await shot(page, 'notices-refused');
  await tapByRole(page, 'radio', /^未读/);
  await page.locator('#mirror').getByRole('button', { name: /催办/ }).first().waitFor({ state: 'attached', timeout: 10000 });
  await tapByRole(page, 'button', '全部标为已读');
  await says('没有未读的通知');
  same((await clerk.get('/api/notices')).unread, 0, 'all read');
  await tapByRole(page, 'radio', '全部');
  await page.evaluate((id) => globalThis.zhunru.activate(id), await page.locator('#mirror').getByRole('button', { name: /催办/ }).first().getAttribute('data-id'));
  await page.waitForFunction((id) => decodeURIComponent(location.hash).includes('case/' + id), caseId, { timeout: 15000 });
});
await test('in English, dark', page, async () => {
  await openPage(page, server.url + '/#home/me');
  await choose(page, '语言', 'English');
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(browser, server, 'notices', { fresh: true });
  await says('not delivered: refused');
  await shot(page, 'notices-en-dark');
  await open(browser, server, 'notices/settings');
  await says('Not set up on this server');
  await shot(page, 'notice-settings-en-dark');
});
await test('no script failed', page, async () => same(browser.errors.filter((e) => !/400 \(Bad Request\)/.test(e)), [], 'errors'));
await browser.close();
await server.stop();
mail.close();
report();
