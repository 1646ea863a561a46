// Work without a network, with the network really cut: a resident answers, a clerk drafts; over a reload and a killed tab; two tabs;
// sent twice. Signatures, late and refused ones and a new version of the client: offline_sign.test.mjs.
import { openPage, shot, waitIdle } from './lib/browser.mjs';
import { report, same, test, yes } from './lib/check.mjs';
import { tapByRole, typeInto } from './lib/controls.mjs';
import { arrived, consultation, cut, fillAnswer, person, phone, said, says, server, signedIn, stateOf, taskOf, text } from './lib/offline.mjs';
import { commandId } from './lib/server.mjs';

const first = await consultation();

await test('a resident answers without network; it survives a reload and a killed tab, opens with no network, counts once', null, async () => {
  const device = await phone(first.links[0]);
  try {
    await cut(device, true);
    await fillAnswer(device.page, '周末也想去登记');
    await tapByRole(device.page, 'button', '提交意见');
    await says(device.page, '本机已记下');
    yes(!(await text(device.page)).includes('服务器已确认'), 'not confirmed');
    await shot(device.page, 'offline-kept-here');
    await device.page.reload();
    await waitIdle(device.page);
    await says(device.page, '本机已记下');
    await device.page.close();  // the tab is killed
    const page = await device.context.newPage();
    await openPage(page, server.url + first.links[0]);
    await says(page, '本机已记下');
    same(await page.evaluate(() => window.zhunru.pending), 1, 'pending');
    same((await stateOf(device, first.links[0])).state, 'open', 'the server knows nothing yet');
    await cut(device, false);
    await says(page, '服务器已确认');
    await shot(page, 'offline-confirmed');
    const state = await stateOf(device, first.links[0]);
    same([state.state, state.my.stance], ['answered', 'agree'], 'at the server');
    same(await page.evaluate(() => window.zhunru.pending), 0, 'pending');
  } finally { await device.close(); }
});

await test('reopened after the network came back: sent at once, without a tap', null, async () => {
  const device = await phone(first.links[1]);
  try {
    await cut(device, true);
    await fillAnswer(device.page);
    await tapByRole(device.page, 'button', '提交意见');
    await says(device.page, '本机已记下');
    await device.page.close();
    await cut(device, false);
    const page = await device.context.newPage();
    await openPage(page, server.url + '/#home/public');  // another page of the client: nobody watches
    // Pending is 0 also before the stored answers are read: the server is asked until it knows.
    const end = Date.now() + 20000;
    while ((await stateOf(device, first.links[1])).state !== 'answered' && Date.now() < end) await waitIdle(page);
    same((await stateOf(device, first.links[1])).state, 'answered', 'at the server');
    await page.waitForFunction(() => window.zhunru.pending === 0, null, { timeout: 20000 });
    await openPage(page, server.url + first.links[1]);
    await says(page, '服务器已确认');
  } finally { await device.close(); }
});

await test('two tabs: what the second one agrees to is kept when it dies, and goes out once', null, async () => {
  const device = await phone(first.links[2]);
  try {
    const second = await device.context.newPage();
    await openPage(second, server.url + first.links[3]);
    await arrived(second);
    same([await device.page.evaluate(() => window.zhunru.tab), await second.evaluate(() => window.zhunru.tab)], ['writer', 'follower'], 'roles of the tabs');
    await cut(device, true);
    await fillAnswer(second);
    await tapByRole(second, 'button', '提交意见');
    await says(second, '本机已记下');
    await fillAnswer(device.page);
    await tapByRole(device.page, 'button', '提交意见');
    await says(device.page, '本机已记下');
    await second.close();
    await device.page.waitForFunction(() => window.zhunru.pending === 2, null, { timeout: 15000 });
    await cut(device, false);
    await device.page.waitForFunction(() => window.zhunru.pending === 0, null, { timeout: 20000 });
    for (const link of [first.links[2], first.links[3]]) same((await stateOf(device, link)).state, 'answered', link);
  } finally { await device.close(); }
});

await test('sent twice (the answer of the first try was lost): the server counts it once', null, async () => {
  const device = await phone(first.links[4]);
  try {
    let lost = 0;
    await device.context.route('**/answer', async (route) => {  // reaches the server, but the answer does not come back
      if (lost++) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await fillAnswer(device.page);
    await tapByRole(device.page, 'button', '提交意见');
    await says(device.page, '本机已记下');
    await device.context.unroute('**/answer');
    await device.page.reload();
    await says(device.page, '服务器已确认');
    const poll = await (await person('WK-' + first.community)).get('/api/polls/' + first.pollId);
    const state = await stateOf(device, first.links[4]);
    yes(lost >= 1 && state.state === 'answered', 'answered');
    yes(!JSON.stringify(poll.progress).includes('agree'), 'no counts while open');
  } finally { await device.close(); }
});

await test('a clerk drafts without network; over a reload the text is there, and online it is sent', null, async () => {
  const clerk = await person(said.clerk);
  const caseId = (await clerk.post('/api/commands', { id: commandId(), type: 'StartCase', args: { process: 'T01', variables: {} } })).reply.case_id;
  const task = await taskOf(said.clerk, caseId, 'S1');
  const device = await phone('/#home/public');
  try {
    await signedIn(device, said.clerk);
    await openPage(device.page, `${server.url}/#task/${task.id}`);
    await arrived(device.page);
    await cut(device, true);
    const name = device.page.locator('#mirror [data-id*="field."][data-id$="/input"]').and(device.page.locator('input, textarea')).first();
    const label = await name.getAttribute('aria-label');
    await typeInto(device.page, label, '离线写的事项名称');
    await device.page.evaluate(() => document.activeElement.blur());
    await waitIdle(device.page);
    await device.page.evaluate(() => dispatchEvent(new Event('pagehide')));
    await device.page.evaluate(async () => { await new Promise((r) => setTimeout(r, 300)); await ZH.store.settled(); });
    await device.page.reload();
    await waitIdle(device.page);
    await says(device.page, '已恢复这部手机上的草稿');
    yes((await text(device.page)).includes('离线写的事项名称') || (await device.page.evaluate(() => [...document.querySelectorAll('#mirror input, #mirror textarea')].some((e) => e.value === '离线写的事项名称'))), 'the text is back');
    await shot(device.page, 'offline-draft');
  } finally { await cut(device, false); await device.close(); }
});
report();
await server.stop();
