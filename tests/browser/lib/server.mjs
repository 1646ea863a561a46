// Starts the real server with the demo region on a random loopback port and a data folder of its own, and speaks its
// JSON as a person's browser would (cookie, CSRF). For browser tests: many residents answer by API, a few by hand.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { top } from './browser.mjs';

const program = process.env.ZHUNRU_BIN || join(top, 'build/native/bin/zhunru');
const site = process.env.ZHUNRU_SITE || join(top, 'build/web');

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

/**
 * {url, password, stop, output()}; `stop` ends the server and removes its data. `cases`: with the 25 cases of the sample
 * region; most tests follow one case through an otherwise empty region. `extra`: more options of `zhunru serve`.
 */
export async function startServer({ cases = false, extra = [] } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'zhunru-data-'));
  const port = await freePort();
  const child = spawn(program, ['serve', '--demo', ...(cases ? [] : ['--no-cases']), '--data', data, '--port', String(port), '--site', site, ...extra], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (d) => { output += d; });
  child.stderr.on('data', (d) => { output += d; });
  const url = `http://127.0.0.1:${port}`;
  let gone = false;
  child.on('exit', () => { gone = true; });
  for (let tries = 0; ; tries++) {
    if (gone) throw new Error('the server ended:\n' + output);
    try {
      if ((await fetch(url + '/api/session')).ok) break;
    } catch { /* not listening yet */ }
    if (tries > 600) throw new Error('the server does not answer:\n' + output);
    await new Promise((r) => setTimeout(r, 100));
  }
  const demo = await (await fetch(url + '/api/demo/accounts')).json();
  return {
    url, password: demo.password, output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      await new Promise((r) => (gone ? r() : child.on('exit', r)));
      rmSync(data, { recursive: true, force: true });
    },
  };
}

let counter = 0;
/** A new command id. */
export const commandId = () => `test-${process.pid}-${++counter}`;

/** A person's own connection: cookies are kept, errors are thrown with what the server said. */
export class Person {
  constructor(server, account) {
    this.server = server;
    this.account = account;
    this.cookies = new Map();
    this.csrf = '';
  }

  async call(method, path, body) {
    const headers = { origin: this.server.url };
    if (this.cookies.size) headers.cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
    if (method !== 'GET') headers['x-csrf'] = this.csrf;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(this.server.url + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    // Debian 12's Node 18 has no getSetCookie; there the cookies come joined by commas.
    const cookies = response.headers.getSetCookie?.() ?? (response.headers.get('set-cookie') ?? '').split(/, (?=[^;,= ]+=)/).filter(Boolean);
    for (const cookie of cookies) {
      const [pair] = cookie.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer.error)}`), { error: answer.error });
    return answer;
  }

  get(path) { return this.call('GET', path); }
  post(path, body) { return this.call('POST', path, body); }

  async open() {
    const session = await this.get('/api/session');
    this.csrf = session.csrf || '';
    return session;
  }

  async signIn() {
    await this.open();
    await this.post('/api/session', { account: this.account, password: this.server.password });
    await this.open();
    return this;
  }
}

/** A signed-in person by account, made once. */
export function people(server) {
  const known = new Map();
  return async (account) => {
    if (!known.has(account)) known.set(account, await new Person(server, account).signIn());
    return known.get(account);
  };
}

/** The device forgets who it was. The page is left first: an open one would ask on with cookies that are gone. */
export async function forget(page) {
  await page.goto('about:blank');
  await page.context().clearCookies();
}

/** Signs `account` in on a page of the browser, without the screen: nothing is typed. Whoever was there is gone. */
export async function become(page, server, account, url = server.url) {
  await forget(page);
  await page.goto(url + '/icon.svg');
  await page.evaluate(async ({ account, password }) => {
    const { csrf } = await (await fetch('/api/session')).json();
    const answer = await fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf': csrf }, body: JSON.stringify({ account, password }) });
    if (!answer.ok) throw new Error('cannot sign in: ' + answer.status);
  }, { account, password: server.password });
}
