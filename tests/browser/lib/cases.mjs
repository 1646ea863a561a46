// Brings cases of the demo region to a step by API, with the same data as workflows/T01-admission/scenarios, and opens
// screens as somebody. For tests that look at screens of cases under way; main_job.test.mjs does every step by hand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, top, waitIdle } from './browser.mjs';
import { tapByRole, typeInto } from './controls.mjs';
import { commandId, people, Person } from './server.mjs';

export const said = JSON.parse(readFileSync(join(top, 'workflows/T01-admission/scenarios/common.json'), 'utf8')).let;

export class Cases {
  constructor(server) {
    this.server = server;
    this.person = people(server);
  }

  async command(account, type, args, ticket) {
    const who = await this.person(account);
    return who.post('/api/commands', { id: commandId(), type, args, ...(ticket ? { ticket } : {}) });
  }

  /** The open task of `element` that `account` may do; null where there is none. */
  async task(account, caseId, element) {
    const home = await (await this.person(account)).get('/api/home');
    return home.tasks.find((t) => t.case_id === caseId && t.element === element) || null;
  }

  async complete(account, caseId, element, outcome, data = {}) {
    const who = await this.person(account);
    const task = await this.task(account, caseId, element);
    if (!task) throw new Error(`${account} has no task ${element} in ${caseId}`);
    const detail = await who.get('/api/tasks/' + task.id);
    const args = { task: task.id, token_version: detail.task.version, outcome, data };
    let ticket;
    if (detail.sign) {
      ticket = (await who.post('/api/session/confirm', { password: this.server.password })).ticket;
      args.text_hash = detail.sign.text_hash;
    }
    return this.command(account, 'CompleteTask', args, ticket);
  }

  async accounts() {
    this.all ??= (await (await fetch(this.server.url + '/api/demo/accounts')).json()).accounts.map((a) => a.id);
    return this.all;
  }

  /** Everybody among `ids` who has the task does it. */
  async everyone(ids, caseId, element, outcome, data) {
    let count = 0;
    for (const id of ids) {
      if (!(await this.task(id, caseId, element))) continue;
      await this.complete(id, caseId, element, outcome, data);
      count++;
    }
    if (!count) throw new Error(`nobody has task ${element}`);
  }

  async advance(days) {
    await (await this.person('SYS-admin')).post('/api/demo/clock', { working_days: days });
  }

  /** A county case up to (not including) `step`: S1, S5, poll, C6, C7, S11, S13, S15, S16, S19, S21, L2, end. */
  async county(step, item = said.item) {
    const { clerk, head, finance, office, chair } = said;
    const started = await this.command(clerk, 'StartCase', { process: 'T01', variables: {} });
    const id = started.reply.case_id;
    const stops = ['S1', 'S5', 'poll', 'C6', 'C7', 'S11', 'S13', 'S15', 'S16', 'S19', 'S21', 'L2', 'end'];
    const upto = stops.indexOf(step);
    if (upto < 0) throw new Error('no such step: ' + step);
    const acts = [
      async () => {
        await this.complete(clerk, id, 'S1', 'submit', item);
        if (await this.task(office, id, 'S3')) await this.complete(office, id, 'S3', 'confirm', { match: 'none', reason: '内容不同，是新的事项' });
      },
      () => this.complete(clerk, id, 'S5', 'start', said.plan),
      () => this.answers(clerk, id),
      () => this.complete(clerk, id, 'C6', 'done', said.opinion),
      async () => {
        const { communities } = await (await this.person(clerk)).get('/api/cases/' + id);
        await this.everyone(communities.map((c) => 'RC-' + c.code), id, 'C7', 'sign', { stance: 'agree' });
        await this.complete(finance, id, 'S7', 'confirm', { confirmed: true, source_ref: '2027预算-12', first_payment: '2027-05-01' });
      },
      async () => {
        await this.complete(clerk, id, 'S11', 'submit', said.appraisal);
        await this.complete(head, id, 'S11b', 'sign', {});
        await this.complete(head, id, 'S12', 'apply', {});
      },
      () => this.complete(office, id, 'S13', 'accept', { complete: ['form', 'opinion', 'appraisal', 'funding'] }),
      async () => this.everyone(await this.officials(), id, 'S15', 'declare', { recuse: false }),
      async () => {
        for (const [element, more] of [['S16a', { lawful: true }], ['S16b', { funded: true }], ['S16d', {}]])
          await this.everyone(await this.officials(), id, element, 'give', { ...said.review, ...more });
      },
      () => this.complete(office, id, 'S19', 'record', said.full_vote),
      () => this.complete(chair, id, 'S21', 'issue', {}),
      () => this.complete(office, id, 'L2', 'publish', { channels: ['portal'], date: '2027-01-21' }),
    ];
    for (let i = 0; i < upto; i++) await acts[i]();
    return id;
  }

  /** Accounts that sit for bodies of the county. */
  async officials() {
    return (await this.accounts()).filter((a) => a.startsWith(said.office.split('-')[0] + '-'));
  }

  /** Forty residents (but for the links in `answered`) and every other party agree; then the consultation closes by the calendar. */
  async answers(clerk, caseId, answered = []) {
    const view = await (await this.person(clerk)).get('/api/cases/' + caseId);
    const pollId = view.consultation.poll_id;
    const scope = view.communities.map((c) => c.code);
    const consent = { stance: 'agree', consent: true };
    for (const community of scope) {
      const station = await this.person('WK-' + community);
      await station.post(`/api/polls/${pollId}/invitations`, { id: commandId(), class: 'residents', community, count: Math.ceil(40 / scope.length) });
      for (const link of (await station.get('/api/polls/' + pollId)).invitations.filter((i) => i.class === 'residents' && !answered.includes(i.id))) {
        const voice = new Person(this.server, 'link');
        await voice.open();
        await voice.post(`/api/invitations/${encodeURIComponent(tokenOf(link))}/answer`, { id: commandId(), data: consent });
      }
    }
    const { accounts } = await (await fetch(this.server.url + '/api/demo/accounts')).json();
    for (const { id, roles, community } of accounts) {
      const speaks = roles.some((r) => /voice|social_org|party_org|mass_org|supervisory|third_party/.test(r)) || (scope.includes(community) && !roles.includes('resident'));
      const who = speaks ? await this.person(id) : null;
      const own = who && (await who.get('/api/polls/' + pollId).catch(() => null));
      if (!own?.who || own.state !== 'open' || ['residents', 'experts'].includes(own.who.class)) continue;
      await who.post(`/api/polls/${pollId}/answer`, { id: commandId(), data: JSON.stringify(own.form).includes('"consent"') ? consent : { stance: 'agree' } });
    }
    await this.advance(11);
  }
}

/** What stands behind /i/ in the address of an invitation. */
export const tokenOf = (invitation) => decodeURIComponent(invitation.url.split('/i/')[1]);

/** Signs in on the screen as `account`, whoever was there before. */
export async function signIn(browser, server, account) {
  const { page } = browser;
  await browser.context.clearCookies();
  await openPage(page, server.url + '/#login');
  await page.reload();
  await openPage(page, server.url + '/#login');
  await typeInto(page, '账号', account);
  await typeInto(page, '密码', server.password);
  await tapByRole(page, 'button', '登录');
  await page.waitForFunction(() => !location.hash.includes('login'), null, { timeout: 15000 });
  await waitIdle(page);
}

/** Opens a route as somebody who is signed in already. `fresh`: on a new page, where a sheet that closes has no say any more. */
export async function open(browser, server, route, { fresh = false } = {}) {
  if (fresh) await browser.page.goto('about:blank');
  await openPage(browser.page, `${server.url}/#${route}`);
  await waitIdle(browser.page);
}
