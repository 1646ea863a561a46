// A committee refuses unadmitted work with one tap and a resident complains: numbered at once, public, without names.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { choose, tapByRole, typeInto } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { startServer } from './lib/server.mjs';

const server = await startServer();
const browser = await launch();
const { page } = browser;
const mirror = () => page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'));

await test('a resident complains on the phone; the number comes at once', page, async () => {
  await signIn(browser, server, 'RS-990102001001');
  yes((await mirror()).includes('投诉与监督'), 'the home offers it');
  await shot(page, 'complaint-home');
  await open(browser, server, 'start/T09');
  await tapByRole(page, 'radio', '服务不好');
  await typeInto(page, '关于什么事项或哪块牌子(公开,请勿写姓名)', '登记点排队');
  await typeInto(page, '情况(只给办理人看)', '排队一个多小时');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await shot(page, 'complaint-form');
  await tapByRole(page, 'button', '提交');
  await page.waitForFunction(() => location.hash.startsWith('#case/'), null, { timeout: 20000 });
  await waitIdle(page);
  yes(/澄社协诉〔\d+〕1号/.test(await mirror()), 'the number is on the page');
  await shot(page, 'complaint-case');
});

await test('the committee refuses with one form', page, async () => {
  await signIn(browser, server, 'RC-990102001001');
  yes((await mirror()).includes('拒绝未经准入的事项'), 'the home offers it');
  await shot(page, 'refusal-home');
  await open(browser, server, 'start/T09R');
  await shot(page, 'refusal-form');
});

let link;
await test('somebody without an account complains in two fields: number, code and a secret link at once', page, async () => {
  await open(browser, server, 'home/public', { fresh: true });
  await browser.context.clearCookies();
  await page.reload();
  await waitIdle(page);
  await tapByRole(page, 'button', /^投诉，/);
  await page.waitForFunction(() => location.hash === '#complain');
  await waitIdle(page);
  await choose(page, '在哪个社区', '晴川社区');
  await typeInto(page, '发生了什么', '要求我们每天在三个软件里打卡');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await tapByRole(page, 'checkbox', '重复要数据').catch(() => tapByRole(page, 'radio', '重复要数据'));
  await shot(page, 'complain-form');
  await tapByRole(page, 'button', '提交，当场编号');
  await page.waitForFunction(() => [...document.querySelectorAll('#mirror [data-id]')].some((e) => (e.getAttribute('aria-label') || e.textContent).includes('查询码')), null, { timeout: 20000 });
  await waitIdle(page);
  const told = await mirror();
  yes(/澄社协诉〔\d+〕2号/.test(told), 'the number: ' + told);
  const code = told.match(/\d{4} \d{4} \d{4}/)[0], number = told.match(/澄社协诉〔\d+〕2号/)[0];
  await shot(page, 'complain-receipt');
  await tapByRole(page, 'button', '看办到哪一步');
  await page.waitForFunction(() => location.hash.startsWith('#c/'), null, { timeout: 10000 });
  await waitIdle(page);
  yes((await mirror()).includes('打卡') && (await mirror()).includes('答复'), 'the link shows the step and the own words');
  await shot(page, 'complain-state');
  link = await page.evaluate(() => location.hash);
  await open(browser, server, 'c');
  await typeInto(page, '编号', number);
  await typeInto(page, '查询码', '1111 1111 1111');
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await tapByRole(page, 'button', '查');
  await page.waitForFunction(() => [...document.querySelectorAll('#mirror [data-id]')].some((e) => (e.getAttribute('aria-label') || e.textContent).includes('没有查到')), null, { timeout: 10000 });
  await typeInto(page, '查询码', code);
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
  await shot(page, 'complain-find');
  await tapByRole(page, 'button', '查');
  await page.waitForFunction((l) => location.hash === l, link, { timeout: 10000 });
});

await test('the office reads it and answers; who has the link sees the answer', page, async () => {
  const cases = new Cases(server);
  const office = await cases.person(said.office);
  const task = (await office.get('/api/home')).tasks.filter((t) => t.element === 'N2').at(-1);
  const view = await office.get('/api/cases/' + task.case_id);
  yes(JSON.stringify(view.panels).includes('三个软件'), 'the words are for the office');
  await cases.complete(said.office, task.case_id, 'N2', 'answer', { finding: 'true', text: '已要求停止重复打卡，从明天起取消。' });
  await open(browser, server, link.slice(1), { fresh: true });
  yes((await mirror()).includes('已答复'), 'answered');
  yes(/答复/.test(await mirror()), 'the document is there');
  await shot(page, 'complain-answered');
});

await test('anybody sees the complaint, nobody its words', page, async () => {
  await open(browser, server, 'home/public', { fresh: true });
  const text = await mirror();
  yes(text.includes('投诉与督办') && text.includes('登记点排队'), 'listed');
  yes(!text.includes('一个多小时') && !text.includes('打卡'), 'the words stay back');
  await shot(page, 'complaint-public');
});

await test('nothing failed and every control has a name', page, async () => {
  same(browser.errors.filter((e) => !/401|404/.test(e)), [], 'errors');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await browser.close();
await server.stop();
report();
