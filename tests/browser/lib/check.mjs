// The least that a test file needs: named cases in order, assertions with both sides in the message.
import { shot } from './browser.mjs';

let passed = 0, failed = 0;

/** Runs one case; on failure says where, saves a screenshot of `page` and goes on with the next. */
export async function test(name, page, body) {
  const start = Date.now();
  try {
    await body();
    passed++;
    console.log(`ok    ${name} (${Date.now() - start} ms)`);
  } catch (e) {
    failed++;
    console.log(`FAIL  ${name}\n      ${String(e.stack || e).split('\n').slice(0, 6).join('\n      ')}`);
    if (page) try { console.log('      picture: ' + (await shot(page, 'failed-' + name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)))); } catch { /* page is gone */ }
  }
}

export function same(actual, expected, what = '') {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`${what} expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

export function yes(condition, what) {
  if (!condition) throw new Error(what);
}

/** Last line of a test file; sets the exit code. */
export function report() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
