// The site without a network after the first visit, and on a device that has no Chinese font.
// Argument: folder of a built site.
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, openPage, shot, top } from './lib/browser.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { control } from './lib/controls.mjs';
import { serveSite } from './lib/site.mjs';

const folder = [process.argv[2], process.env.ZHUNRU_SITE, join(top, 'build/web')].find((f) => f && existsSync(join(f, 'zhunru.wasm')));
if (!folder) { console.log('no built site'); console.log('0 passed, 1 failed'); process.exit(1); }

await test('opens again without the server once the service worker has the files', null, async () => {
  const site = await serveSite(folder);
  const browser = await launch({ serviceWorkers: 'allow' });
  try {
    await openPage(browser.page, site.url + '/#/kit');
    await browser.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      while (!(await caches.keys()).some((k) => k.startsWith('zhunru-')) || !navigator.serviceWorker.controller) await new Promise((r) => setTimeout(r, 50));
    });
    await site.close();
    await browser.page.goto('about:blank');
    await openPage(browser.page, site.url + '/#/kit');
    yes((await control(browser.page, 'heading', '控件一览').count()) === 1, 'drawn from the cache');
  } finally {
    await browser.close();
  }
});

if (existsSync(join(folder, 'font-zh.ttf'))) {
  await test('a device without a Chinese font fetches the fallback font, others do not', null, async () => {
    const fonts = join(mkdtempSync(join(tmpdir(), 'zhunru-fonts-')), 'fonts.conf');
    writeFileSync(fonts, '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>');
    for (const [config, expected] of [[fonts, 1], [process.env.FONTCONFIG_FILE, 0]]) {
      const site = await serveSite(folder);
      const before = process.env.FONTCONFIG_FILE;
      if (config) process.env.FONTCONFIG_FILE = config;
      else delete process.env.FONTCONFIG_FILE;
      const browser = await launch();
      if (before) process.env.FONTCONFIG_FILE = before;
      else delete process.env.FONTCONFIG_FILE;
      try {
        await openPage(browser.page, site.url + '/#/kit');
        if (expected) await browser.page.waitForFunction(() => [...document.fonts].some((f) => f.status === 'loaded'), null, { timeout: 20000 });
        await openPage(browser.page, site.url + '/#/kit');
        await shot(browser.page, expected ? 'kit-fallback-font' : 'kit-own-font');
        same(site.requests.get('/font-zh.ttf') ? 1 : 0, expected, 'fetches of the font');
      } finally {
        await browser.close();
        await site.close();
      }
    }
  });
}
report();
