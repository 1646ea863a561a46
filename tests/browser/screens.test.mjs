// Every screen of screens.mjs in English, dark and with the largest text: it opens, says nothing in the wrong language
// where a word should be, every control has a name, and nothing stands outside of the phone's width.
import { launch, openPage, waitIdle } from './lib/browser.mjs';
import { choose, tapByRole } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { startServer } from './lib/server.mjs';
import { prepare, screens, visit } from './screens.mjs';

const server = await startServer();
const list = screens(await prepare(server));
const browser = await launch({ dark: true, dpr: 1, locale: 'en-GB' });
const { page } = browser;

await openPage(page, server.url + '/#login');
if (!(await page.evaluate(() => document.documentElement.lang.startsWith('en')))) await tapByRole(page, 'button', 'English');
await test('large text is set once and kept', page, async () => {
  await openPage(page, server.url + '/#home/me');
  await choose(page, 'Text size', 'Largest');
  await page.reload();
  await openPage(page, server.url + '/#home/me');
  await waitIdle(page);
});
await visit(browser, server, list, true, async (_, name) => {
  await test(name, page, async () => {
    same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
    yes(!(await page.evaluate(() => globalThis.zhunru.lastError)), 'an error');
    const out = await page.evaluate(() => [...document.querySelectorAll('#mirror button, #mirror [role=button]')].filter((e) => !e.closest('[role=img],[data-id$="/picture"]'))
      .map((e) => [e.getAttribute('aria-label') || e.innerText, e.getBoundingClientRect()]).filter(([, r]) => r.width > 0 && (r.left < -1 || r.right > innerWidth + 1)).map(([n]) => n));
    same(out, [], 'controls outside of the screen');
    const chinese = await page.evaluate(() => [...document.querySelectorAll('#mirror button, #mirror [role=button], #mirror [role=heading], #mirror h1, #mirror h2')]
      .filter((e) => !e.lang?.startsWith('zh')).map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.innerText)).filter((t) => /^[\u4e00-\u9fff，。、：]+$/.test(t)));
    yes(chinese.length <= 6, 'words without English: ' + [...new Set(chinese)].slice(0, 12).join(' | '));
  });
});
await test('no script failed', page, async () => same(browser.errors, [], 'errors'));
await browser.close();
await server.stop();
report();
