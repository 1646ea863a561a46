// Starts Chromium for a test: a phone of 390 x 844 at density 3 with touch, Chinese, no background traffic.
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const top = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const modules = process.env.ZHUNRU_NODE_MODULES || join(top, '.setup/node/node_modules');
const require = createRequire(join(modules, '../package.json'));
const { chromium } = require('playwright-core');
export const axePath = require.resolve('axe-core/axe.min.js');

const flags = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-background-networking',
  '--disable-component-update', '--disable-default-apps', '--disable-sync', '--no-first-run', '--no-default-browser-check', '--disable-features=Translate,OptimizationHints,MediaRouter',
  '--hide-scrollbars', '--font-render-hinting=none'];

function executable() {
  if (process.env.CHROME_BIN) return process.env.CHROME_BIN;
  for (const path of ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']) if (existsSync(path)) return path;
  throw new Error('no Chromium found; install chromium or set CHROME_BIN');
}

/**
 * Opens a browser with a profile of its own (kept for reloads, removed by close()).
 * options: width, height, dpr, touch, dark, reducedMotion, locale, offline.
 * Returns {context, page, newPage, close, errors}; `errors` gathers page errors and console errors.
 */
export async function launch(options = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'zhunru-browser-'));
  const touch = options.touch ?? true;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable(), args: flags, headless: true,
    viewport: { width: options.width ?? 390, height: options.height ?? 844 }, deviceScaleFactor: options.dpr ?? 3,
    hasTouch: touch, isMobile: touch, locale: options.locale ?? 'zh-CN', timezoneId: 'Asia/Shanghai',
    colorScheme: options.dark ? 'dark' : 'light', reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    serviceWorkers: options.serviceWorkers ?? 'block',
  });
  const errors = [];
  const watch = (page) => {
    page.on('pageerror', (e) => errors.push(String(e.stack || e)));
    page.on('console', (m) => { if (m.type() === 'error') errors.push(`${m.text()} (${m.location().url})`); });
    page.on('requestfailed', (r) => { if (!/\/api\/stream/.test(r.url())) errors.push('request failed: ' + r.url()); });
    return page;
  };
  const page = watch(context.pages()[0] ?? (await context.newPage()));
  return {
    context, page, errors,
    newPage: async () => watch(await context.newPage()),
    close: async () => { await context.close(); rmSync(profile, { recursive: true, force: true }); },
  };
}

/** Opens an address and waits until the program has drawn and come to rest. */
export async function openPage(page, url) {
  await page.goto(url);
  await page.waitForFunction(() => globalThis.zhunru && globalThis.zhunru.ready && globalThis.zhunru.frames > 0, null, { timeout: 60000 });
  await waitIdle(page);
}

/** Waits until nothing is drawn, asked for or on its way: idle, no HTTP request, mirror written. */
export async function waitIdle(page, timeout = 20000) {
  const rested = await page.evaluate(async (limit) => {
    const z = globalThis.zhunru;
    const calm = () => z.idle && z.inflight === 0;
    const pause = (ms) => new Promise((r) => setTimeout(r, ms));
    const end = performance.now() + limit;
    while (performance.now() < end) {
      const frames = z.frames;
      if (calm()) {
        await pause(50);
        if (calm() && z.frames === frames) return true;
      }
      await pause(20);
    }
    return false;
  }, timeout);
  if (!rested) throw new Error(`the page did not come to rest within ${timeout} ms`);
}

/** Saves build/shots/NAME.png and returns its path. */
export async function shot(page, name) {
  const folder = join(top, 'build/shots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name + '.png');
  await page.screenshot({ path, scale: 'device' });
  return path;
}
