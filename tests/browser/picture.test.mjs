// The case as a picture: drawn from the diagram of its process, tokens where they stand; pan, pinch, tap an element; the
// same in words; who is waited for, since when, and who can move it.
import { launch, shot, waitIdle } from './lib/browser.mjs';
import { Cases, open, said, signIn, tokenOf } from './lib/cases.mjs';
import { boxOf, control, pinch, swipe, tap, tapByRole } from './lib/controls.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { commandId, Person, startServer } from './lib/server.mjs';

const server = await startServer();
const cases = new Cases(server);
const browser = await launch();
const { page } = browser;
const element = (id) => page.locator(`#mirror [data-id$="/element.${id}"]`);
let id;

await test('the picture opens where the case stands', page, async () => {
  id = await cases.county('S13');
  await signIn(browser, server, said.office);
  await open(browser, server, 'case/' + id);
  await tapByRole(page, 'button', /^看流程图/);
  await page.waitForFunction(() => location.hash.endsWith('/picture'));
  await waitIdle(page);
  await shot(page, 'picture-now');
  yes(await element('S13').count(), 'S13 is on the picture');
  const read = await page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'));
  yes(read.includes('正在这里') || (await element('S13').getAttribute('aria-description'))?.includes('正在这里'), 'S13 is where it stands');
});

await test('tap an element: name, what it is, state, clause, who is waited for', page, async () => {
  await tap(page, element('S13'));
  const dialog = page.locator('#mirror').getByRole('dialog');
  await dialog.waitFor({ state: 'attached', timeout: 8000 });
  await waitIdle(page);
  const text = await dialog.evaluate((d) => [...d.querySelectorAll('[data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'));
  yes(text.includes('正在这里') && text.includes('人工办理'), 'state and kind: ' + text);
  yes(text.includes('正在等谁'), 'who is waited for: ' + text);
  yes(await dialog.getByRole('button', { name: /条款|本地设置/ }).count(), 'the clause can be opened');
  await shot(page, 'picture-element');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached', timeout: 8000 });
});

await test('a finger moves it, two fingers zoom, the whole picture fits', page, async () => {
  const canvas = page.locator('#mirror [data-id$="/picture"]').first();
  const box = await boxOf(page, canvas);
  const before = await element('S13').boundingBox();
  const y = box.y + box.height * 0.8;
  let moved = before;
  // On a busy machine the first touch may come while the sheet is still closing.
  for (let tries = 0; tries < 3 && moved.x > before.x - 40; tries++) {
    await swipe(page, [[250, y], [240, y], [220, y], [190, y], [170, y]]);
    await waitIdle(page);
    moved = await element('S13').boundingBox();
  }
  yes(moved.x < before.x - 40, `moved left: ${before.x} -> ${moved.x}`);
  await pinch(page, 195, box.y + box.height / 2, 80, 160);
  await waitIdle(page);
  const zoomed = await element('S13').boundingBox();
  yes(zoomed === null || zoomed.width > moved.width * 1.3, `zoomed: ${moved.width} -> ${zoomed?.width}`);
  await tapByRole(page, 'button', '全图');
  await shot(page, 'picture-all');
  await tapByRole(page, 'button', '看现在到哪一步');
  same(Math.round((await element('S13').boundingBox()).width), Math.round(before.width), 'back to where it stands');
});

await test('every step in words, for who cannot see the picture', page, async () => {
  await tapByRole(page, 'button', /用文字看全部步骤/);
  await shot(page, 'picture-words');
  const read = await page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((e) => e.getAttribute('aria-label') || (e.children.length ? '' : e.textContent)).join('\n'));
  for (const word of ['受理', '签发']) yes(read.includes(word), 'names ' + word);
});

await test('the token goes on when the step is done', page, async () => {
  await cases.complete(said.office, id, 'S13', 'accept', { complete: ['form', 'opinion', 'appraisal', 'funding'] });
  await page.waitForFunction(() => !document.querySelector('#mirror [data-id$="/element.S13"]')?.getAttribute('aria-description')?.includes('正在这里'), null, { timeout: 15000 });
  await tapByRole(page, 'button', '看现在到哪一步');
  await shot(page, 'picture-parallel');
});

await test('answers are not counted on the picture while people are asked', page, async () => {
  const polled = await cases.county('poll');
  const clerk = await cases.person(said.clerk);
  const view = await clerk.get('/api/cases/' + polled);
  const pollId = view.consultation.poll_id;
  const station = await cases.person('WK-' + view.communities[0].code);
  await station.post(`/api/polls/${pollId}/invitations`, { id: commandId(), class: 'residents', community: view.communities[0].code, count: 1 });
  const [link] = (await station.get('/api/polls/' + pollId)).invitations.filter((i) => i.class === 'residents');
  const before = JSON.stringify((await clerk.get(`/api/cases/${polled}/picture`)).shapes.map((s) => [s.id, s.state, s.tokens]));
  const voice = new Person(server, 'link');
  await voice.open();
  await voice.post(`/api/invitations/${encodeURIComponent(tokenOf(link))}/answer`, { id: commandId(), data: { stance: 'agree', consent: true } });
  same(JSON.stringify((await clerk.get(`/api/cases/${polled}/picture`)).shapes.map((s) => [s.id, s.state, s.tokens])), before, 'the picture tells nothing of an answer');
});

await test('a step that calls another procedure says which one it waits for; loops stay untold', page, async () => {
  const asked = await cases.county('poll', { ...said.item, name: '楼道照明' });
  const clerk = await cases.person(said.clerk);
  const { planes } = await clerk.get(`/api/cases/${asked}/picture`);
  yes(planes.length > 1, 'a procedure is called');
  const waits = [];
  for (const plane of planes) waits.push(...(await clerk.get(`/api/cases/${asked}/picture?scope=${plane.scope}`)).shapes.flatMap((s) => s.waits));
  const told = waits.filter((w) => w.kind === 'called');
  yes(told.length === 1 && /^等待“.+”办完$/.test(told[0].who) && told[0].who_en.startsWith('waiting for'), JSON.stringify(told));
  same(waits.filter((w) => w.kind === 'loop'), [], 'loops');
});

await test('nothing failed and every control has a name', page, async () => {
  same(browser.errors.filter((e) => !/401/.test(e)), [], 'errors'); // 401: signed out between two people
  same(await page.evaluate(() => globalThis.zhunru.problems), [], 'audit');
});
await browser.close();
await server.stop();
report();
