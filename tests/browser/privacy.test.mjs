// Privacy: the notice by version and the consent that is bound to it; residents' words read by the parties after closing; an abusive one
// withheld by the office with a public reason; words erased when their time is over, with a public trace.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn, tokenOf } from './lib/cases.mjs';
import { control, tap, tapByRole, typeInto } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { commandId, Person, startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const browser = await launch(), phone = await launch();  // an office's and a resident's
const { page } = browser;
const mirror = (of = page) => of.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'));
const sheet = (of = page) => of.locator('#mirror').getByRole('dialog');
const admin = await cases.person('SYS-admin');
const clerk = await cases.person(said.clerk);
const id = await cases.county('poll');
const view = await clerk.get('/api/cases/' + id);
const poll = view.consultation.poll_id, community = view.communities[0].code;
const station = await cases.person('WK-' + community);
const links = (await station.post(`/api/polls/${poll}/invitations`, { id: commandId(), class: 'residents', community, count: 2 })).invitations;
const link = `i/${encodeURIComponent(tokenOf(links[0]))}`;
const civil = '电梯的事要先问一楼，噪音也要说清。';
const abusive = '办事的人都是骗子，某某家里的事大家都知道。';

await test('before answering, one tap shows what is done with the words, by version', phone.page, async () => {
  await open(phone, server, link, { fresh: true });
  await tapByRole(phone.page, 'button', '发表意见');
  await waitIdle(phone.page);
  await tap(phone.page, control(phone.page, 'button', /^您写的内容怎样处理/).first());
  await sheet(phone.page).waitFor({ state: 'attached', timeout: 8000 });
  await waitIdle(phone.page);
  yes((await sheet(phone.page).evaluate((d) => d.textContent)).includes('不记姓名'), 'the notice');
  await shot(phone.page, 'privacy-notice');
  await phone.page.keyboard.press('Escape');
  await sheet(phone.page).waitFor({ state: 'detached', timeout: 8000 });
  await tapByRole(phone.page, 'radio', '有条件同意');
  await typeInto(phone.page, '意见', abusive);
  await phone.page.evaluate(() => document.activeElement.blur());
  await tapByRole(phone.page, 'checkbox', '同意为本次征求意见处理这份答复');
  await shot(phone.page, 'privacy-answer');
});

await test('when the notice has changed meanwhile, it is shown again before the answer is taken', phone.page, async () => {
  const register = await admin.get('/api/registers/privacy_notice');
  await cases.command('SYS-admin', 'PutRegister', { register: 'privacy_notice', version: 2, effective: '2026-01-01', reason: '补充申诉的办法', clause: '',
    records: register.records.map((r) => (r.id === 'rights' ? { ...r, text: r.text + '电话申诉也可以。' } : r)) });
  await tapByRole(phone.page, 'button', '提交意见');
  await phone.page.waitForFunction(() => document.querySelector('#mirror').textContent.includes('个人信息处理说明更新了'), null, { timeout: 15000 });
  yes((await mirror(phone.page)).includes('第 2 版'), 'the new version is there');
  phone.errors.length = 0;  // the refused answer
  await tapByRole(phone.page, 'button', '提交意见');
  await phone.page.waitForFunction(() => document.querySelector('#mirror').textContent.includes('收到了，谢谢'), null, { timeout: 15000 });
});

await test('nobody reads along while it is open', page, async () => {
  const other = new Person(server, 'link');
  await other.open();
  await other.post(`/api/invitations/${encodeURIComponent(tokenOf(links[1]))}/answer`, { id: commandId(), data: { stance: 'agree', comment: civil, consent: true } });
  same((await clerk.get(`/api/polls/${poll}/comments`)).comments, [], 'comments while open');
  await cases.answers(said.clerk, id, links.map((l) => l.id));
});

await test('after closing the unit reads what residents wrote, without names', page, async () => {
  await signIn(browser, server, said.clerk);
  const task = await cases.task(said.clerk, id, 'C6');
  await open(browser, server, 'task/' + task.id);
  yes((await mirror()).includes('居民写了 2 段意见'), 'told on the task');
  yes((await mirror()).includes('居民书面意见的归纳和答复'), 'and a reply is asked for');
  await shot(page, 'comments-task');
  await open(browser, server, `poll/${poll}/comments`, { fresh: true });
  const text = await mirror();
  yes(text.includes(civil) && text.includes(abusive), 'both texts');
  yes(!text.includes('隐去\n'), 'the unit withholds nothing');
  const refused = await clerk.post(`/api/polls/${poll}/comments/${(await clerk.get(`/api/polls/${poll}/comments`)).comments[0].id}`, { id: commandId(), withhold: true, reason: '不想看到' }).catch((e) => String(e));
  yes(/not_the_office/.test(JSON.stringify(refused)), 'refused: ' + JSON.stringify(refused));
  await shot(page, 'comments-unit');
});

await test('the office withholds an abusive one with a reason', page, async () => {
  await signIn(browser, server, said.office);
  await open(browser, server, `poll/${poll}/comments`, { fresh: true });
  const list = (await (await cases.person(said.office)).get(`/api/polls/${poll}/comments`)).comments;
  const at = list.findIndex((c) => c.text === abusive);
  await tap(page, page.locator('#mirror').getByRole('button', { name: '隐去', exact: true }).nth(at));
  await sheet().waitFor({ state: 'attached', timeout: 8000 });
  await typeInto(page, '理由（公开）', '指名泄露他人家事');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await shot(page, 'comments-withhold');
  await tap(page, sheet().getByRole('button', { name: '隐去', exact: true }));
  await page.waitForFunction(() => document.querySelector('#mirror').textContent.includes('指名泄露他人家事'), null, { timeout: 15000 });
  await sheet().waitFor({ state: 'detached', timeout: 8000 });
  await waitIdle(page);
  await shot(page, 'comments-office');
  const seen = (await clerk.get(`/api/polls/${poll}/comments`)).comments;
  same(seen.map((c) => c.text).sort(), ['', civil].sort(), 'what the unit reads now');
});

await test('anybody sees that one was withheld and why; its writer is told', page, async () => {
  const visitor = new Person(server, 'visitor');
  await visitor.open();
  const publicly = await visitor.get('/api/public/items/' + id);
  same(publicly.consultation?.comments?.given, 2, 'how many');
  same(publicly.consultation.comments.withheld.map((w) => w.reason), ['指名泄露他人家事'], 'why');
  yes(!JSON.stringify(publicly).includes('骗子') && !JSON.stringify(publicly).includes('噪音'), 'no words of residents');
  await open(phone, server, link, { fresh: true });
  await phone.page.waitForFunction(() => document.querySelector('#mirror').textContent.includes('您写的一段意见被隐去了'), null, { timeout: 15000 });
  await waitIdle(phone.page);
  await shot(phone.page, 'comments-writer');
});

await test('the opinion says how much residents wrote and what is replied', page, async () => {
  await cases.complete(said.clerk, id, 'C6', 'done', { ...said.opinion, residents_reply: '噪音：采纳，限定施工时间；一楼住户单独走访。' });
  await cases.everyone(view.communities.map((c) => 'RC-' + c.code), id, 'C7', 'sign', { stance: 'agree' });
  const opinion = (await clerk.get('/api/cases/' + id)).documents.find((d) => d.kind === 'consultation_opinion');
  const { document } = await clerk.get('/api/documents/' + opinion.id);
  yes(JSON.stringify(document.blocks).includes('居民书面意见2份') && JSON.stringify(document.blocks).includes('限定施工时间'), JSON.stringify(document.blocks).slice(0, 900));
});

await test('words whose time is over are erased by the administrator, with a public trace', page, async () => {
  await admin.post('/api/settings', { id: commandId(), setting: 'retain_answers_days', place: '', value: 5, reason: '试一试期限' });
  await cases.advance(8);
  await page.goto('about:blank');
  await signIn(browser, server, 'SYS-admin');
  await open(browser, server, 'privacy', { fresh: true });
  await shot(page, 'privacy-page');
  await tap(page, control(page, 'button', /^到期该删的/).first());
  await page.waitForFunction(() => location.hash === '#admin/retention', null, { timeout: 10000 });
  await waitIdle(page);
  await shot(page, 'retention');
  await tap(page, control(page, 'button', new RegExp(said.item.name)).first());
  await sheet().waitFor({ state: 'attached', timeout: 8000 });
  await typeInto(page, '理由（公开）', '期限已到');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await shot(page, 'retention-erase');
  await tap(page, sheet().getByRole('button', { name: '删除', exact: true }));
  await page.waitForFunction(() => document.querySelector('#mirror').textContent.includes('没有到期的'), null, { timeout: 15000 });
  const after = (await clerk.get(`/api/polls/${poll}/comments`)).comments;
  yes(after.length === 2 && after.every((c) => c.erased && c.text === ''), 'gone: ' + JSON.stringify(after));
  const trace = await (await fetch(server.url + '/api/public/registers/erasures')).json();
  same(trace.records.map((r) => [r.kind, r.of, r.reason]), [['answers', poll, '期限已到']], 'the trace');
  await open(browser, server, 'privacy', { fresh: true });
  yes((await mirror()).includes('期限已到'), 'on the page for everybody');
});

await test('nothing failed and every control has a name', page, async () => {
  same([...browser.errors, ...phone.errors].filter((e) => !/401/.test(e)), [], 'errors');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await phone.close();
await browser.close();
await server.stop();
report();
