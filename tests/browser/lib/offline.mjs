// Helpers of the tests that cut the network: a server with a consultation, phones with the client installed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openPage, top } from './browser.mjs';
import { yes } from './check.mjs';
import { control, tapByRole, typeInto } from './controls.mjs';
import { become, commandId, people, Person, startServer } from './server.mjs';

export const said = JSON.parse(readFileSync(join(top, 'workflows/T01-admission/scenarios/common.json'), 'utf8')).let;
export const server = await startServer();
export const person = people(server);
export const accounts = (await (await fetch(server.url + '/api/demo/accounts')).json()).accounts.map((a) => a.id)
  .filter((id) => /^(RC-990102001|WK-990102001|SV-990102001|S990102001|PV|K0102-)/.test(id));  // those who have a part in the county case

export async function taskOf(account, caseId, element) {
  const home = await (await person(account)).get('/api/home');
  return home.tasks.find((t) => t.case_id === caseId && t.element === element) || null;
}
export async function doByApi(account, caseId, element, outcome, data) {
  const who = await person(account);
  const task = await taskOf(account, caseId, element);
  yes(task, `${account} has ${element}`);
  const detail = await who.get('/api/tasks/' + task.id);
  const body = { id: commandId(), type: 'CompleteTask', args: { task: task.id, token_version: detail.task.version, outcome, data } };
  if (detail.sign) {
    body.ticket = (await who.post('/api/session/confirm', { password: server.password })).ticket;
    body.args.text_hash = detail.sign.text_hash;
  }
  return who.post('/api/commands', body);
}
/** A new case up to the open consultation; links of residents of its first community. */
export async function consultation(count = 14) {
  const clerk = await person(said.clerk);
  const caseId = (await clerk.post('/api/commands', { id: commandId(), type: 'StartCase', args: { process: 'T01', variables: {} } })).reply.case_id;
  await doByApi(said.clerk, caseId, 'S1', 'submit', said.item);
  await doByApi(said.clerk, caseId, 'S5', 'start', said.plan);
  const pollId = (await clerk.get('/api/cases/' + caseId)).consultation.poll_id;
  const community = (await clerk.get('/api/polls/' + pollId)).poll.scope[0].community;
  const station = await person('WK-' + community);
  await station.post(`/api/polls/${pollId}/invitations`, { id: commandId(), class: 'residents', community, count });
  const links = (await station.get('/api/polls/' + pollId)).invitations.filter((i) => i.class === 'residents')
    .map((i) => '/i/' + encodeURIComponent(decodeURIComponent(i.url.split('/i/')[1])));
  return { caseId, pollId, community, links };
}
export const stateOf = async (device, link) => {
  const cookies = await device.context.cookies();
  const answer = await fetch(server.url + '/api/invitations/' + link.slice(3), { headers: { cookie: cookies.map((c) => `${c.name}=${c.value}`).join('; ') } });
  return answer.json();
};
export const text = (page) => page.evaluate(() => document.querySelector('#mirror').innerText);
export const says = (page, words) => page.waitForFunction((w) => document.querySelector('#mirror').innerText.includes(w), words, { timeout: 20000 });

/** The site's files are in the browser: from now on it opens with no network at all. */
export async function installed(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!(await caches.keys()).some((k) => k.startsWith('zhunru-')) || !navigator.serviceWorker.controller) await new Promise((r) => setTimeout(r, 50));
  });
}
const answerButton = (page) => control(page, 'button', /发表意见|修改我的意见/).or(page.locator('#mirror').getByRole('radio', { name: '同意', exact: true }))
  .first().waitFor({ state: 'attached', timeout: 30000 }).catch(async (e) => { throw new Error(`${e.message}\nthe page says: ${await text(page)}`); });
/** The page has what it shows: its buttons at the bottom are there. */
export const arrived = (page) => page.locator('#mirror [data-id*="/~actions/"]').first().waitFor({ state: 'attached', timeout: 30000 });
export async function fillAnswer(page, comment) {
  await answerButton(page);
  if (await control(page, 'button', /发表意见|修改我的意见/).count()) await tapByRole(page, 'button', /发表意见|修改我的意见/);
  await tapByRole(page, 'radio', '同意');
  const field = page.locator('#mirror [data-id$="field.comment/input"]');
  if (comment && (await field.count())) await typeInto(page, await field.getAttribute('aria-label'), comment);
  const consent = page.locator('#mirror [data-id$="field.consent/input"]');
  if ((await consent.getAttribute('aria-checked')) !== 'true') await tapByRole(page, 'checkbox', await consent.getAttribute('aria-label'));
}
/** A phone with a profile of its own, on which the client is installed. */
export async function phone(address, url = server.url) {
  const device = await launch({ serviceWorkers: 'allow' });
  await openPage(device.page, url + address);
  await installed(device.page);
  if (address.startsWith('/i/')) await answerButton(device.page);  // before that the phone has nothing that it could show without network
  return device;
}
/** Cut for all pages and the service worker. */
export const cut = (device, off) => device.context.setOffline(off);
export const signedIn = (device, account, url = server.url) => become(device.page, server, account, url);

/** Everybody with a voice has answered and the consultation is over: the opinion waits to be signed (C7). */
export async function toSigning({ caseId, pollId }) {
  const clerk = await person(said.clerk);
  for (const { community } of (await clerk.get('/api/polls/' + pollId)).poll.scope) {
    const station = await person('WK-' + community);
    await station.post(`/api/polls/${pollId}/invitations`, { id: commandId(), class: 'residents', community, count: 14 });
    for (const one of (await station.get('/api/polls/' + pollId)).invitations.filter((i) => i.class === 'residents').slice(-14)) {  // not those of the phones in the test
      const resident = new Person(server, 'link');
      await resident.open();
      await resident.post(`/api/invitations/${encodeURIComponent(decodeURIComponent(one.url.split('/i/')[1]))}/answer`,
        { id: commandId(), data: { stance: 'agree', consent: true } }).catch(() => {});
    }
  }
  for (const id of accounts) {
    const who = await person(id);
    const view = await who.get('/api/polls/' + pollId).catch(() => null);
    if (!view || !view.who || view.state !== 'open' || ['residents', 'experts'].includes(view.who.class)) continue;
    await who.post(`/api/polls/${pollId}/answer`, { id: commandId(), data: { stance: 'agree', ...(JSON.stringify(view.form).includes('"consent"') ? { consent: true } : {}) } });
  }
  await (await person('SYS-admin')).post('/api/demo/clock', { working_days: 11 });
  await doByApi(said.clerk, caseId, 'C6', 'done', said.opinion);
}
