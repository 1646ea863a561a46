// People without phones: the station prints sheets, enters one from paper, is told what counts already before anything is changed,
// and after the end the page says how many answered by which way.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn, tokenOf } from './lib/cases.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { choose, control, tapByRole, typeInto } from './lib/controls.mjs';
import { commandId, Person, startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const caseId = await cases.county('poll', { ...said.item, name: '楼道灯报修登记' });
const view = await (await cases.person(said.clerk)).get('/api/cases/' + caseId);
const pollId = view.consultation.poll_id, community = view.communities[0].code;
const station = await cases.person('WK-' + community);
const browser = await launch({ dpr: 2 });
const { page, context } = browser;
const says = (words) => page.waitForFunction((w) => document.querySelector('#mirror').innerText.includes(w) ||
  [...document.querySelectorAll('#mirror [aria-label]')].some((e) => e.getAttribute('aria-label').includes(w)), words, { timeout: 20000 });
const entered = async () => (await station.get('/api/polls/' + pollId)).entered;
const sheet = page.locator('#mirror').getByRole('dialog');

async function answer(stance) {
  await tapByRole(page, 'radio', stance);
  const consent = sheet.locator('[data-id$="field.consent/input"]');
  if ((await consent.count()) && (await consent.getAttribute('aria-checked')) !== 'true') await tapByRole(page, 'checkbox', await consent.getAttribute('aria-label'));
}

await signIn(browser, server, 'WK-' + community);
await station.post(`/api/polls/${pollId}/invitations`, { id: commandId(), class: 'residents', community, count: 6 });
const links = (await station.get('/api/polls/' + pollId)).invitations.filter((i) => i.class === 'residents');

await test('sheets are printed as PDF', page, async () => {
  await open(browser, server, 'poll/' + pollId, { fresh: true });
  await control(page, 'button', /^打印征求意见表/).waitFor({ state: 'attached', timeout: 10000 });
  await shot(page, 'paper-card');
  const file = context.waitForEvent('response', { predicate: (r) => r.url().includes('/ballots.pdf'), timeout: 30000 });
  await tapByRole(page, 'button', /^打印征求意见表/);
  const response = await file;
  same([response.status(), response.headers()['content-type']], [200, 'application/pdf'], 'the file');
  for (const tab of context.pages()) if (tab !== page) await tab.close().catch(() => {});
});
await test('a sheet is entered by its number: counted once, marked as paper', page, async () => {
  await tapByRole(page, 'button', '录入一份意见');
  await tapByRole(page, 'button', '录入');
  await page.waitForFunction(() => document.querySelector('#mirror [data-id$="paper/ballot"]')?.getAttribute('aria-invalid') === 'true', null, { timeout: 10000 });
  await typeInto(page, '表上的编号', 'c0.P0-i9');
  await page.evaluate(() => document.activeElement.blur());
  await answer('同意');
  await tapByRole(page, 'button', '录入');
  await page.waitForFunction(() => document.querySelector('#mirror [data-id$="paper/ballot"]')?.getAttribute('aria-invalid') === 'true', null, { timeout: 10000 });
  same((await entered()).length, 0, 'a wrong number enters nothing');
  await typeInto(page, '表上的编号', links[0].id);
  await page.evaluate(() => document.activeElement.blur());
  await shot(page, 'paper-sheet');
  await tapByRole(page, 'button', '录入');
  await says('已录入，计一份');
  await shot(page, 'paper-done');
  const [one] = await entered();
  same([one.ballot, one.channel, one.revision], [links[0].id, 'paper', 1], 'at the server');
});
await test('the same sheet again, from a meeting: shown what counts, nothing changed until it is said', page, async () => {
  await tapByRole(page, 'button', '录下一份');
  await tapByRole(page, 'radio', '会议现场');
  await typeInto(page, '表上的编号', links[0].url);
  await page.evaluate(() => document.activeElement.blur());
  await answer('不同意');
  await tapByRole(page, 'button', '录入');
  await says('这个人的意见已经计过一次');
  yes((await page.evaluate(() => document.querySelector('#mirror').innerText + [...document.querySelectorAll('#mirror [aria-label]')].map((e) => e.getAttribute('aria-label')).join())).includes('纸质表'), 'by which way');
  await shot(page, 'paper-before');
  same((await entered()).map((e) => e.revision), [1], 'nothing was changed');
  await tapByRole(page, 'button', '不改');
  await sheet.waitFor({ state: 'detached', timeout: 5000 });
  same((await entered()).map((e) => [e.channel, e.revision]), [['paper', 1]], 'still the paper');
});
await test('somebody answered by phone: the paper says so, and changes it when the person has changed their mind', page, async () => {
  const phone = new Person(server, 'link');
  await phone.open();
  await phone.post(`/api/invitations/${encodeURIComponent(tokenOf(links[1]))}/answer`, { id: commandId(), data: { stance: 'agree', consent: true } });
  await tapByRole(page, 'button', '录入一份意见');
  await tapByRole(page, 'radio', '会议现场');
  await typeInto(page, '表上的编号', links[1].id);
  await page.evaluate(() => document.activeElement.blur());
  await answer('没有意见').catch(() => answer('同意'));
  await tapByRole(page, 'button', '录入');
  await says('手机链接');
  await tapByRole(page, 'button', '改录为这一份');
  await says('这是这位居民的第 2 次答复，只计这一次。');
  await tapByRole(page, 'button', '完成');
  same((await entered()).map((e) => [e.channel, e.revision]).sort(), [['meeting', 2], ['paper', 1]], 'two persons, two voices');
  await open(browser, server, 'poll/' + pollId, { fresh: true });
  await tapByRole(page, 'button', /^本社区代录的 2 份/);
  await says('会议现场');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
  await shot(page, 'paper-entered');
});
await test('after the end: how many by which way, each person once', page, async () => {
  await cases.answers(said.clerk, caseId, [links[0].id, links[1].id]);
  const poll = (await station.get('/api/polls/' + pollId)).poll;
  const ways = Object.fromEntries(poll.ways.map((w) => [w.channel, w.count]));
  yes('link' in ways && 'paper' in ways && 'meeting' in ways, 'ways: ' + JSON.stringify(ways));
  yes([ways.paper, ways.meeting].every((n) => n === null), 'one person on paper is too few to be shown: ' + JSON.stringify(ways));
  await open(browser, server, 'poll/' + pollId, { fresh: true });
  await says('居民是怎样答的');
  await says('不单列');
  await shot(page, 'paper-ways');
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(browser, server, 'home/me');
  await choose(page, '语言', 'English');
  await open(browser, server, 'poll/' + pollId, { fresh: true });
  await says('How residents answered');
  await shot(page, 'paper-ways-en-dark');
});
await test('no script failed', page, async () => same(browser.errors.filter((e) => !/4(09|22) \(/.test(e)), [], 'errors'));
await browser.close();
await server.stop();
report();
