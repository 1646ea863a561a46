// How things are shown: large text, chosen or as the browser is set, remembered; and a third language from its one file, words of the
// screens, of the kit and of data alike.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openPage, shot, top, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn } from './lib/cases.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { choose, control } from './lib/controls.mjs';
import { startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const caseId = await cases.county('S1');
const task = await cases.task(said.clerk, caseId, 'S1');
const browser = await launch({ dpr: 2 });
const { page, context } = browser;
const heard = () => page.evaluate(() => document.querySelector('#mirror').innerText + '\n' + [...document.querySelectorAll('#mirror [aria-label]')].map((e) => e.getAttribute('aria-label')).join('\n'));
const height = async () => (await page.locator('#mirror').getByRole('heading', { level: 2 }).first().boundingBox()).height;
const outside = () => page.evaluate(() => [...document.querySelectorAll('#mirror button, #mirror [role=button], #mirror [role=tab], #mirror [role=radio]')]
  .map((e) => [e.getAttribute('aria-label') || e.innerText, e.getBoundingClientRect()]).filter(([, r]) => r.width > 0 && (r.left < -1 || r.right > innerWidth + 1)).map(([n]) => n));

await signIn(browser, server, said.clerk);
let usual;
await test('large text is chosen once and kept over a reload', page, async () => {
  await open(browser, server, 'home/me', { fresh: true });
  usual = await height();
  await choose(page, '字号', '特大');
  await open(browser, server, 'home/me', { fresh: true });
  const large = await height();
  yes(large > usual * 1.35 && large < usual * 1.65, `150 %: ${usual} -> ${large}`);
  await shot(page, 'large-me');
});
await test('screens stay whole with large text', page, async () => {
  for (const route of ['home/tasks', 'home/public', 'notices', 'notices/settings', 'case/' + caseId, 'task/' + task.id]) {
    await open(browser, server, route);
    same(await outside(), [], route + ': controls outside of the phone');
    same(await page.evaluate(() => globalThis.zhunru.problems), [], route + ': audit');
    await shot(page, 'large-' + route.replace(/\W/g, '-').replace(/-c\d.*/, ''));
  }
});
await test('left to itself, the text is as large as the browser is set to', page, async () => {
  await open(browser, server, 'home/me', { fresh: true });
  await choose(page, '字号', '跟随手机');
  yes(Math.abs((await height()) - usual) < 2, 'usual again');
  const client = await context.newCDPSession(page);
  await client.send('Page.setFontSizes', { fontSizes: { standard: 24 } });
  await waitIdle(page);
  await page.waitForFunction((h) => [...document.querySelectorAll('#mirror [role=heading]')].some((e) => e.getBoundingClientRect().height > h), usual * 1.35, { timeout: 10000 });
  await shot(page, 'large-as-browser');
  await client.send('Page.setFontSizes', { fontSizes: { standard: 16 } });
  await waitIdle(page);
});
await test('Traditional Chinese comes from one file: words of screens, of the kit and of data', page, async () => {
  const words = JSON.parse(readFileSync(join(top, 'client/i18n/zh-Hant.json'), 'utf8'));
  await open(browser, server, 'home/me', { fresh: true });
  await choose(page, '语言', words['@name']);
  same(await page.evaluate(() => document.documentElement.lang), 'zh-Hant', 'language of the page');
  await open(browser, server, 'home/tasks', { fresh: true });
  const home = await heard();
  for (const word of ['待辦', '我的']) yes(home.includes(word), 'home says ' + word);
  await shot(page, 'hant-home');
  await open(browser, server, 'task/' + task.id);
  const form = await heard();
  // The form and its guidance are data: they have no words in the file, only its characters.
  const simplified = form.split('\n').filter((line) => /[项务区说条选择还这个们对时间办报类资]/.test(line));
  same(simplified.slice(0, 5), [], 'simplified characters');
  yes(/必填/.test(form) && form.includes('條款'), 'words of the kit');
  await shot(page, 'hant-task');
  await open(browser, server, 'case/' + caseId);
  await shot(page, 'hant-case');
  await open(browser, server, 'home/me', { fresh: true });
  await choose(page, '語言', 'English');
  yes(await control(page, 'combobox', 'Language').count(), 'English again');
});
await test('every language that the site has is offered', page, async () => {
  const { languages } = await page.evaluate(() => fetch('/i18n/languages.json').then((r) => r.json()));
  same(languages.map((l) => l.tag).sort(), ['en', 'zh-Hant'], 'languages');
});
await test('no script failed', page, async () => same(browser.errors, [], 'errors'));
await browser.close();
await server.stop();
report();
