// A committee refuses unadmitted work with one tap and a resident complains: numbered at once, public, without names.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { open, signIn } from './lib/cases.mjs';
import { tapByRole, typeInto } from './lib/controls.mjs';
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

await test('anybody sees the complaint, nobody its words', page, async () => {
  await open(browser, server, 'home/public', { fresh: true });
  const text = await mirror();
  yes(text.includes('投诉与督办') && text.includes('登记点排队'), 'listed');
  yes(!text.includes('一个多小时'), 'the words stay back');
  await shot(page, 'complaint-public');
});

await test('nothing failed and every control has a name', page, async () => {
  same(browser.errors.filter((e) => !/401/.test(e)), [], 'errors');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await browser.close();
await server.stop();
report();
