// Applying again after a refusal or a withdrawal: the old text is the draft of a new case, and each names the other.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { control, tap, tapByRole } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { startServer } from './lib/server.mjs';

const server = await startServer();
const browser = await launch();
const { page } = browser;
const cases = new Cases(server);
const mirror = () => page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'));
let refused, again;

await test('a refused case offers its unit to apply again, and nobody else', page, async () => {
  refused = await cases.county('S13');
  await cases.complete(said.office, refused, 'S13', 'refuse', { reason: '缺少经费来源的证明，请补齐后再申请。' });
  await signIn(browser, server, said.office);
  await open(browser, server, `case/${refused}`);
  yes(!(await mirror()).includes('再次申请'), 'not for the office');
  await signIn(browser, server, said.clerk);
  await open(browser, server, `case/${refused}`);
  const text = await mirror();
  yes(text.includes('再次申请'), 'for the clerk');
  yes(!/^C[67]$/m.test(text), 'steps of the consultation have their names though it is over');
  await shot(page, 'again-case');
});

await test('the start screen says what is taken over and what is not', page, async () => {
  await tap(page, control(page, 'button', /^再次申请/).first());
  await page.waitForFunction((id) => location.hash === '#start/T01/' + id, refused, { timeout: 15000 });
  await waitIdle(page);
  const text = await mirror();
  yes(text.includes('承接的原事项') && text.includes(said.item.name), 'the earlier case');
  yes(text.includes('原来的意见和签名不算数'), 'what does not count');
  yes(!text.includes('编号)'), 'no field for an id');
  await shot(page, 'again-start');
});

await test('the new case begins with the old registration', page, async () => {
  await tapByRole(page, 'button', '开始登记');
  await page.waitForFunction(() => location.hash.startsWith('#task/'), null, { timeout: 20000 });
  await waitIdle(page);
  again = (await page.evaluate(() => location.hash)).slice('#task/'.length).split(/[-.]/)[0];
  const detail = await (await cases.person(said.clerk)).get('/api/tasks/' + (await cases.task(said.clerk, again, 'S1')).id);
  same(detail.data.name, said.item.name, 'the draft');
  const text = await mirror();
  yes(text.includes('承接的原事项') && text.includes('缺少经费来源的证明'), 'the form tells where it comes from, and why it was refused then');
  await shot(page, 'again-form');
});

await test('each names the other', page, async () => {
  await open(browser, server, `case/${refused}`, { fresh: true });
  yes((await mirror()).includes('已由新的事项承接'), 'the old one');
  await open(browser, server, `case/${again}`, { fresh: true });
  yes((await mirror()).includes('承接了原来的事项'), 'the new one');
  await shot(page, 'again-linked');
});

await test('nothing failed and every control has a name', page, async () => {
  same(browser.errors.filter((e) => !/401/.test(e)), [], 'errors');
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await browser.close();
await server.stop();
report();
