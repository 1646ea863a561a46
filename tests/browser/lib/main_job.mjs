// The main job on a phone, by hand: one item's whole life from registration to the published list, with the same data as
// workflows/T01-admission/scenarios. At least eight accounts act on the screen; the bulk of the residents answer by API. Keeps
// screenshots in build/shots/. main_job_county.test.mjs and main_job_city.test.mjs call it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openPage, shot, top, waitIdle } from './browser.mjs';
import { choose, control, tap, tapByRole, typeInto } from './controls.mjs';
import { fillForm } from './form.mjs';
import { commandId, forget, people, Person, startServer } from './server.mjs';

const common = JSON.parse(readFileSync(join(top, 'workflows/T01-admission/scenarios/common.json'), 'utf8'));
const said = common.let;

let passed = 0;
let failed = 0;
async function test(name, body) {
  const started = Date.now();
  try {
    await body();
    passed++;
    console.log(`ok    ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error.stack || error}`);
    throw error;
  }
}
const must = (condition, text) => { if (!condition) throw new Error(text); };

const server = await startServer();
const person = people(server);
const registers = (await (await fetch(server.url + '/api/engine/bundle')).json()).bundle?.registers;
// Two device pixels a point and no animations: software WebGL draws every pixel, and kit.test.mjs looks at the animations.
const browser = await launch({ dpr: 2, reducedMotion: true });
const { page } = browser;
const actors = new Set();

/** Signs in on the screen as `account`, signing out whoever was there. */
async function signIn(account) {
  await forget(page);
  await openPage(page, server.url + '/#login');
  await typeInto(page, '账号', account);
  await typeInto(page, '密码', server.password);
  await tapByRole(page, 'button', '登录');
  await page.waitForFunction(() => !location.hash.includes('login'), null, { timeout: 15000 });
  await waitIdle(page);
  actors.add(account);
}

/** The open task of `element` in the case that `account` may do; null where there is none. */
async function taskOf(account, caseId, element) {
  const home = await (await person(account)).get('/api/home');
  return home.tasks.find((t) => t.case_id === caseId && t.element === element) || null;
}

/** Does a task on the screen: opens it from the list, fills it in, presses the outcome, reads the sheet, confirms. */
async function doTask(account, caseId, element, outcome, data, shots) {
  const task = await taskOf(account, caseId, element);
  must(task, `${account} has no task ${element}`);
  const detail = await (await person(account)).get('/api/tasks/' + task.id);
  await signIn(account);
  await openPage(page, `${server.url}/#task/${task.id}`);
  await waitIdle(page);
  if (shots) await shot(page, shots);
  const word = detail.task.outcomes.find((o) => o.id === outcome);
  must(word, `${element} has no outcome ${outcome}`);
  const own = detail.forms && detail.forms[outcome];
  if (detail.form && !own) await fillForm(page, detail.form, data, { ...detail.context, registers }, async (step) => { if (shots) await shot(page, `${shots}-${step + 1}`); });
  const index = detail.task.outcomes.indexOf(word);
  if (detail.task.outcomes.length > 3 && index >= 2) {
    await tapByRole(page, 'button', '其他');
    await tapByRole(page, 'button', new RegExp(word.name));
  } else {
    await tapByRole(page, 'button', word.name);
  }
  await page.locator('#mirror').getByRole('dialog').waitFor({ state: 'attached', timeout: 10000 });
  if (own) await fillForm(page, own, data, { ...detail.context, registers });
  if (detail.sign) {
    await typeInto(page, '再次输入密码', server.password);
    if (shots) await shot(page, `${shots}-sign`);
    await tap(page, page.locator('#mirror').getByRole('dialog').getByRole('button', { name: new RegExp(`^(签名并)?${word.name}$`) }));
  } else {
    if (shots) await shot(page, `${shots}-confirm`);
    await tap(page, page.locator('#mirror').getByRole('dialog').getByRole('button', { name: word.name, exact: true }));
  }
  await control(page, 'button', '回到待办').waitFor({ state: 'attached', timeout: 15000 });
  await page.locator('#mirror').getByText(/服务器已确认/).first().waitFor({ state: 'attached', timeout: 15000 }); // not only noted on the phone
  if (shots) await shot(page, `${shots}-done`);
}

/** The same by API, for the many who do the same thing. */
async function doByApi(account, caseId, element, outcome, data) {
  const who = await person(account);
  const task = await taskOf(account, caseId, element);
  must(task, `${account} has no task ${element}`);
  const detail = await who.get('/api/tasks/' + task.id);
  const body = { id: commandId(), type: 'CompleteTask', args: { task: task.id, token_version: detail.task.version, outcome, data } };
  if (detail.sign) {
    body.ticket = (await who.post('/api/session/confirm', { password: server.password })).ticket;
    body.args.text_hash = detail.sign.text_hash;
  }
  return who.post('/api/commands', body);
}

async function accounts() {
  const demo = await (await fetch(server.url + '/api/demo/accounts')).json();
  return demo.accounts.map((a) => a.id);
}

/** Everybody in `ids` who has that task does it: the first on the screen, the others by API. */
async function everyone(ids, caseId, element, outcome, data, shots) {
  let first = true;
  for (const id of ids) {
    if (!(await taskOf(id, caseId, element))) continue;
    if (first) await doTask(id, caseId, element, outcome, data, shots);
    else await doByApi(id, caseId, element, outcome, data);
    first = false;
  }
  must(!first, `nobody has task ${element}`);
}

async function advance(days) {
  const admin = await person('SYS-admin');
  await admin.post('/api/demo/clock', { working_days: days });
}

/** Ticks the consent of the open answer form. */
async function consent() {
  const box = page.locator('#mirror [data-id$="field.consent/input"]');
  await tapByRole(page, 'checkbox', await box.getAttribute('aria-label'));
}

async function receipt() {
  await page.locator('#mirror').getByText(/收到了/).first().waitFor({ state: 'attached', timeout: 15000 });
}

const answerOf = (token) => `/api/invitations/${encodeURIComponent(token)}/answer`;
const tokenOf = (invitation) => decodeURIComponent(invitation.url.split('/i/')[1]);

/** A resident opens the link on a phone without an account, types in Chinese and sends; then sees it as answered. */
async function residentByHand(token, shots) {
  await forget(page);
  await openPage(page, server.url + '/i/' + encodeURIComponent(token));
  if (shots) await shot(page, `${shots}-link`);
  await tapByRole(page, 'button', '发表意见');
  await tapByRole(page, 'radio', '同意');
  const comment = page.locator('#mirror [data-id$="field.comment/input"]');
  if (shots && (await comment.count())) await typeInto(page, await comment.getAttribute('aria-label'), '希望周末也能登记，喆𠮷🙂');
  await consent();
  if (shots) await shot(page, `${shots}-filled`);
  await tapByRole(page, 'button', '提交意见');
  await receipt();
  if (shots) await shot(page, `${shots}-receipt`);
}

/** Every station hands out links of its community; the first station and two residents do it on the screen. */
async function residentsAnswer(caseTitle, pollId, communities, count, shots) {
  const each = Math.ceil(count / communities.length);
  let answered = 0;
  for (const community of communities) {
    const first = community === communities[0];
    const station = await person('WK-' + community);
    if (first) {
      await signIn('WK-' + community);
      await shot(page, `${shots}-station`);
      await tap(page, page.locator('#mirror [data-id*="polls/"]').getByRole('link').or(page.locator('#mirror [data-id*="polls/"][role=button]')).first());
      await page.waitForFunction(() => location.hash.includes('poll/'), null, { timeout: 15000 });
      await waitIdle(page);
      await shot(page, `${shots}-poll`);
      await tapByRole(page, 'button', '邀请');
      await page.locator('#mirror').getByRole('dialog').waitFor({ state: 'attached', timeout: 8000 });
      await choose(page, '哪一类', '居民');
      await shot(page, `${shots}-invite`);
      await tapByRole(page, 'button', '建立邀请');
      await page.locator('#mirror').getByRole('dialog', { name: /邀请链接/ }).waitFor({ state: 'attached', timeout: 15000 });
      await shot(page, `${shots}-qr`);
    }
    await station.post(`/api/polls/${pollId}/invitations`, { id: commandId(), class: 'residents', community, count: each });
    const links = (await station.get('/api/polls/' + pollId)).invitations.filter((i) => i.class === 'residents');
    for (const [i, link] of links.slice(0, each).entries()) {
      const token = tokenOf(link);
      if (first && i < 2) {
        await residentByHand(token, i === 0 ? shots : null);
        actors.add('link ' + i);
      } else {
        const resident = new Person(server, 'link');
        await resident.open();
        await resident.get('/api/invitations/' + encodeURIComponent(token));
        await resident.post(answerOf(token), { id: commandId(), data: { stance: 'agree', consent: true } });
      }
      answered++;
    }
  }
  must(answered >= count, `${answered} of ${count} residents answered`);
}

/** Everybody else who has a voice by account answers: the first committee on the screen, the others by API. */
async function partiesAnswer(pollId, communities, shots) {
  const seen = new Set();
  for (const id of await accounts()) {
    const who = await person(id);
    const view = await who.get('/api/polls/' + pollId).catch(() => null);
    if (!view || !view.who || view.state !== 'open' || ['residents', 'experts'].includes(view.who.class)) continue;
    seen.add(view.who.class);
    if (id === 'RC-' + communities[0]) {
      await signIn(id);
      await openPage(page, `${server.url}/#answer/${pollId}`);
      await tapByRole(page, 'button', '发表意见');
      await tapByRole(page, 'radio', '同意');
      if (await page.locator('#mirror [data-id$="field.consent/input"]').count()) await consent();
      await shot(page, `${shots}-committee`);
      await tapByRole(page, 'button', '提交意见');
      await receipt();
    } else {
      await who.post(`/api/polls/${pollId}/answer`, { id: commandId(), data: { stance: 'agree', ...(JSON.stringify(view.form).includes('"consent"') ? { consent: true } : {}) } });
    }
  }
  for (const name of ['rc', 'street', 'station', 'departments', 'social_orgs']) must(seen.has(name), `no voice of ${name} answered, only ${[...seen]}`);
}

/** From registration to the published list; the id of the case. */
async function wholeLife(name, o) {
  let caseId;
  await test(`${name}: the clerk registers the item and sees lists, red lines and burden`, async () => {
    await signIn(o.clerk);
    await shot(page, `${name}-home`);
    await openPage(page, server.url + '/#start/T01');
    await shot(page, `${name}-start`);
    await tapByRole(page, 'button', '开始登记');
    await page.waitForFunction(() => location.hash.includes('task/'), null, { timeout: 15000 });
    await waitIdle(page);
    const taskId = (await page.evaluate(() => location.hash)).split('task/')[1];
    caseId = (await (await person(o.clerk)).get('/api/tasks/' + taskId)).task.case_id;
    await doTask(o.clerk, caseId, 'S1', 'submit', o.item, `${name}-S1`);
  });
  if (await taskOf(o.office, caseId, 'S3')) await test(`${name}: the office compares it with the lists`, async () => {
    await doTask(o.office, caseId, 'S3', 'confirm', { match: 'none', reason: '与清单事项内容不同，是新的登记工作' }, `${name}-S3`);
  });
  await test(`${name}: the consultation opens`, async () => {
    await doTask(o.clerk, caseId, 'S5', 'start', o.plan, `${name}-S5`);
    const page_ = await (await person(o.clerk)).get('/api/cases/' + caseId);
    must(page_.consultation && page_.consultation.status === 'open', 'no open consultation');
  });
  await test(`${name}: residents, committees and bodies answer from their phones`, async () => {
    const view = await (await person(o.clerk)).get('/api/cases/' + caseId);
    const pollId = view.consultation.poll_id;
    const poll = await (await person(o.clerk)).get('/api/polls/' + pollId);
    const communities = poll.poll.scope.map((s) => s.community);
    must(!poll.invitations.some((i) => i.class === 'residents'), 'the unit that wants the task sees links of residents');
    await residentsAnswer(view.card.title, pollId, communities, 40, `${name}-C2`);
    await partiesAnswer(pollId, communities, `${name}-C2`);
    const again = await (await person(o.clerk)).get('/api/polls/' + pollId);
    must(!JSON.stringify(again.progress).match(/"(agree|disagree)"/), 'counts are visible while the consultation is open');
    await signIn(o.clerk);
    await openPage(page, `${server.url}/#poll/${pollId}`);
    await shot(page, `${name}-poll`);
  });
  await test(`${name}: it closes by the calendar, the opinion is written and the committees sign`, async () => {
    await advance(11); // the tenth working day runs to its end
    await doTask(o.clerk, caseId, 'C6', 'done', said.opinion, `${name}-C6`);
    await everyone((await accounts()).filter((a) => a.startsWith('RC-')), caseId, 'C7', 'sign', { stance: 'agree' }, `${name}-C7`);
    const view = await (await person(o.clerk)).get('/api/cases/' + caseId);
    const opinion = view.documents.find((d) => d.kind === 'consultation_opinion');
    must(opinion && /^[0-9a-f]{64}$/.test(opinion.sha256) && opinion.number, 'no numbered and hashed opinion');
  });
  await test(`${name}: money, appraisal, application`, async () => {
    await doTask(o.finance, caseId, 'S7', 'confirm', o.money);
    await doTask(o.clerk, caseId, 'S11', 'submit', said.appraisal, `${name}-S11`);
    await doTask(o.head, caseId, 'S11b', 'sign', {}, `${name}-S11b`);
    await doTask(o.head, caseId, 'S12', 'apply', {}, `${name}-S12`);
  });
  await test(`${name}: acceptance, recusal, countersigning in parallel`, async () => {
    await doTask(o.office, caseId, 'S13', 'accept', { complete: ['form', 'opinion', 'appraisal', 'funding'] }, `${name}-S13`);
    const ids = await accounts();
    await everyone(ids, caseId, 'S15', 'declare', { recuse: false }, `${name}-S15`);
    const review = said.review;
    for (const [element, more] of [['S16a', { lawful: true }], ['S16b', { funded: true }], ['S16c', { once: true }], ['S16d', {}]]) {
      if (element === 'S16c' && !(await Promise.all(ids.map((id) => taskOf(id, caseId, element)))).some(Boolean)) continue;
      await everyone(ids, caseId, element, 'give', { ...review, ...more }, `${name}-${element}`);
    }
  });
  await test(`${name}: meeting, vote, decision signed`, async () => {
    await doTask(o.office, caseId, 'S19', 'record', o.vote, `${name}-S19`);
    await doTask(o.chair, caseId, 'S21', 'issue', {}, `${name}-S21`);
  });
  await test(`${name}: published, and anybody can check it without an account`, async () => {
    await doTask(o.office, caseId, 'L2', 'publish', { channels: ['portal'], date: '2027-01-21' }, `${name}-L2`);
    await forget(page);
    await page.goto('about:blank');
    await openPage(page, server.url + '/#home/public');
    await shot(page, `${name}-public`);
    await openPage(page, `${server.url}/#public/item/${caseId}`);
    await shot(page, `${name}-public-item`);
    const read = await page.evaluate(() => document.querySelector('#mirror').innerText);
    must(read.includes('批准'), 'the decision is not shown');
    must(!/居民\(合成/.test(read), "a resident's name is shown");
    const item = await (await fetch(`${server.url}/api/public/items/${caseId}`)).json();
    must(item.decision && item.decision.number, 'no public decision');
  });
  return caseId;
}

/** The demo clock to an instant; what falls due on the way happens. */
async function clockTo(instant) {
  await (await person('SYS-admin')).post('/api/demo/clock', { to: instant });
}

/** The case that `process` runs about the admission `caseId`. */
async function linkedCase(account, caseId, process) {
  const view = await (await person(account)).get('/api/cases/' + caseId);
  const found = view.linked.find((c) => c.process === process);
  must(found, `${caseId} has no case of ${process}: ${JSON.stringify(view.linked)}`);
  return found.id;
}

/** What happens to an admitted item: residents say how content they are, it is scored, it ends and leaves the list. */
async function laterLife(name, o, caseId) {
  await test(`${name}: the satisfaction survey, by link and by strata`, async () => {
    const evaluation = await linkedCase(o.office, caseId, 'T04');
    await clockTo('2027-08-02T09:00:00+08:00');
    await doTask(o.office, evaluation, 'V1', 'start', said.survey_plan, `${name}-V1`);
    const poll = (await (await person(o.office)).get('/api/cases/' + evaluation)).consultation.poll_id;
    const communities = (await (await person(o.office)).get('/api/polls/' + poll)).poll.scope.map((s) => s.community);
    let left = { '18-59': 60, '60+': 60 };
    let byHand = true;
    for (const community of communities) {
      const station = await person('WK-' + community);
      for (const link of (await station.get('/api/polls/' + poll)).invitations) {
        if (!left[link.stratum]) continue;
        const token = tokenOf(link);
        if (byHand) {
          await forget(page);
          await openPage(page, server.url + '/i/' + encodeURIComponent(token));
          await shot(page, `${name}-survey`);
          await tapByRole(page, 'button', '发表意见');
          await tap(page, page.locator('#mirror [data-id*="field.overall/"][role=radio]').nth(3));
          const answers = page.locator('#mirror [data-id*="row.points."][role=radio]');
          for (let i = 3; i < (await answers.count()); i += 5) await tap(page, answers.nth(i));
          await consent();
          await shot(page, `${name}-survey-filled`);
          await tapByRole(page, 'button', '提交意见');
          await receipt();
          byHand = false;
        } else {
          const resident = new Person(server, 'link');
          await resident.open();
          await resident.post(answerOf(token), { id: commandId(), data: { overall: '4', consent: true } });
        }
        left[link.stratum]--;
      }
    }
    must(!left['18-59'] && !left['60+'], `links were missing: ${JSON.stringify(left)}`);
  });
  await test(`${name}: effect and money are reported, the score decides, the report is published`, async () => {
    const evaluation = await linkedCase(o.office, caseId, 'T04');
    await advance(11);
    await doTask(o.clerk, evaluation, 'V3a', 'done', { objectives: [
      { indicator: '按时办结率', op: '>=', target: 95, unit: '%', actual: 97, proof: '台账' },
      { indicator: '上门次数', op: '<=', target: 2, unit: '次/户', actual: 1, proof: '抽查' }] }, `${name}-V3a`);
    await doByApi(o.finance, evaluation, 'V3b', 'done', { promised: 0, paid: 0, used: 0, used_as_intended: 0, no_cost: true });
    const view = await (await person(o.office)).get('/api/cases/' + evaluation);
    must(view.documents.some((d) => d.kind === 'evaluation_report'), 'no evaluation report');
    await signIn(o.office);
    await openPage(page, `${server.url}/#case/${evaluation}`);
    await shot(page, `${name}-evaluation`);
    await doByApi(o.office, evaluation, 'L2', 'publish', { channels: ['portal'], date: '2027-08-20' });
  });
  await test(`${name}: it ends, is wound up and leaves the list`, async () => {
    const exit = await linkedCase(o.office, caseId, 'T05');
    await clockTo('2027-10-01T02:00:00+08:00');
    await doTask(o.clerk, exit, 'X1', 'apply', said.exit_plan, `${name}-X1`);
    const ids = await accounts();
    await everyone(ids, exit, 'X2u', 'done', { closed: '2027-10-08', menu: true }, `${name}-X2u`);
    await doByApi(o.clerk, exit, 'X2b', 'done', { open: 2, moved: 2, note: '移交街道便民中心继续办理' });
    await doByApi(o.clerk, exit, 'X2c', 'done', { handover: '数据移交综合信息平台并删除副本', accounts: true });
    await doByApi(o.finance, exit, 'X2d', 'done', { promised: 0, paid: 0, used: 0, note: '没有结余，不需要清算' });
    await doByApi(o.clerk, exit, 'X2e', 'done', { signs: 0, accounts: 3 });
    await everyone(ids, exit, 'X3', 'done', { gone: true }, `${name}-X3`);
    await doTask(o.office, exit, 'X4', 'confirm', {}, `${name}-X4`);
    await doByApi(o.office, exit, 'L2', 'publish', { channels: ['portal'], date: '2027-10-08' });
    const lists = (await (await fetch(server.url + '/api/public/home')).json()).lists;
    must(lists.length, 'no public lists');
    for (const list of lists) {
      const open = await (await fetch(`${server.url}/api/public/lists/${list.id}`)).json();
      must(!open.entries.some((e) => e.case_id === caseId && e.state !== 'ended'), `still in force on ${list.id}`);
    }
    await forget(page);
    await openPage(page, `${server.url}/#public/item/${caseId}`);
    await shot(page, `${name}-left`);
  });
}

/** Plays the whole life and ends the process's work with "N passed, N failed". */
export async function playMainJob(name, options) {
  try {
    const o = options(said);
    const caseId = await wholeLife(name, o);
    if (o.to_the_end) await laterLife(name, o, caseId);
    await test('at least eight accounts acted on the screen', async () => must(actors.size >= 8, `only ${[...actors]}`));
    await test('no script failed', async () => must(!browser.errors.length, browser.errors.slice(0, 5).join('\n')));
  } catch {
    await shot(page, `main-job-${name}-failed`).catch(() => {});
    console.log(server.output().split('\n').slice(-15).join('\n'));
  }
  await browser.close();
  await server.stop();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
