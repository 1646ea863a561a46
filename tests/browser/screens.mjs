// Pictures of every screen in Chinese and English, light and dark, at the size of a phone, with one command:
//   node tests/browser/screens.mjs [zh|en] [light|dark] [part of a screen's name]
// They go to build/shots/screens/<lang>-<theme>/. People look at them; screens.test.mjs checks what a program can check.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, openPage, top, waitIdle } from './lib/browser.mjs';
import { Cases, said } from './lib/cases.mjs';
import { control, tap, tapByRole } from './lib/controls.mjs';
import { become, commandId, forget, startServer } from './lib/server.mjs';

/** Cases at the steps whose screens are wanted; what the addresses below need. */
export async function prepare(server) {
  const cases = new Cases(server);
  const ended = await cases.county('end');
  const asked = await cases.county('poll', { ...said.item, name: '楼道灯报修登记' });
  const accepted = await cases.county('S16', { ...said.item, name: '独居老人电话问候' });
  const begun = await cases.county('S1', { ...said.item, name: '二手车位登记' });
  const clerk = await cases.person(said.clerk);
  const view = await clerk.get('/api/cases/' + asked);
  const poll = view.consultation.poll_id, closed = (await clerk.get('/api/cases/' + ended)).consultation.poll_id;
  const resident = (await (await cases.person('WK-' + view.communities[0].code)).post(`/api/polls/${poll}/invitations`,
    { id: commandId(), class: 'residents', community: view.communities[0].code, count: 1 })).invitations[0];
  // A newer version of the process, in which the first step has another id: what is open can be taken over.
  const admin = await cases.person('SYS-admin');
  const text = await (await fetch(server.url + '/api/admin/templates/process/T01/file', { headers: { cookie: [...admin.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } })).text();
  await admin.post('/api/admin/templates', { id: commandId(), file_name: 'T01.bpmn', text: text.replaceAll('"S1"', '"S1x"').replaceAll('>S1<', '>S1x<'), reason: '登记一步改了编号' });
  const document = (await clerk.get('/api/cases/' + ended)).documents.find((d) => d.kind === 'decision');
  const task = async (account, id, element) => (await cases.task(account, id, element))?.id;
  return { closed, ended, asked, accepted, begun, poll, token: encodeURIComponent(decodeURIComponent(resident.url.split('/i/')[1])), document: document.id,
    start: await task(said.clerk, begun, 'S1'), review: (await (await cases.person(said.office)).get('/api/home')).tasks.find((t) => t.case_id === accepted)?.id };
}

/** [name, account ("" = nobody), address, what to do there] */
export function screens(at) {
  const sheet = (role, name) => async (page) => { await tap(page, control(page, role, name).first()); await waitIdle(page); };
  return [
    ['login', '', '#login'],
    ['public', '', '#home/public'],
    ['public-item', '', `#public/item/${at.ended}`],
    ['document', '', `#d/${at.document}`],
    ['complain', '', '#complain'],
    ['complaint-find', '', '#c'],
    ['set-password', '', '#set-password/one-time'],
    ['answer-link', '', `i/${at.token}`],
    ['clauses', '', '#clauses'],
    ['privacy', '', '#privacy'],
    ['settings', '', '#settings'],
    ['home-tasks', said.clerk, '#home/tasks'],
    ['home-cases', said.clerk, '#home/cases'],
    ['home-me', said.clerk, '#home/me'],
    ['absence', said.head, '#absence'],
    ['absence-new', said.head, '#absence', sheet('button', /^(设代理|Set a substitute)/)],
    ['colleague', said.head, '#colleague'],
    ['notices', said.clerk, '#notices'],
    ['notice-settings', said.clerk, '#notices/settings'],
    ['start', said.clerk, '#start/T01'],
    ['start-again', said.clerk, `#start/T01/${at.ended}`],
    ['task-form', said.clerk, `#task/${at.start}`],
    ['poll', said.clerk, `#poll/${at.poll}`],
    ['comments', said.clerk, `#poll/${at.closed}/comments`],
    ['case-open', said.clerk, `#case/${at.accepted}`],
    ['case-ended', said.clerk, `#case/${at.ended}`],
    ['case-facts', said.clerk, `#case/${at.ended}`, sheet('radio', /^(内容|Facts|Content)/)],
    ['case-voices', said.clerk, `#case/${at.ended}`, sheet('radio', /^(协商|Voices)/)],
    ['case-history', said.clerk, `#case/${at.ended}`, sheet('radio', /^(经过|History)/)],
    ['picture', said.clerk, `#case/${at.accepted}/picture`],
    ['verbs', said.office, `#case/${at.accepted}`, sheet('button', /^(催办或其他办法|Urge, or another way|其他办理方式|Other ways to act)/)],
    ['task-review', said.office, at.review ? `#task/${at.review}` : `#case/${at.accepted}`],
    ['admin', 'SYS-admin', '#admin'],
    ['retention', 'SYS-admin', '#admin/retention'],
    ['templates', 'SYS-admin', '#admin/templates'],
    ['template', 'SYS-admin', '#admin/template/process/T01'],
    ['import', 'SYS-admin', '#admin/import'],
    ['template-upload', 'SYS-admin', '#admin/upload'],
    ['migration', 'SYS-admin', '#admin/migrate/T01'],
  ];
}

/** Opens one screen after the other; `each(page, name)` looks at it. */
export async function visit(browser, server, list, english, each) {
  let who = null;
  const { page } = browser;
  await openPage(page, server.url + '/#login');
  if (english !== (await page.evaluate(() => document.documentElement.lang.startsWith('en')))) await tapByRole(page, 'button', english ? 'English' : '中文');
  for (const [name, account, address, act] of list) {
    if (account !== who) {
      who = account;
      if (account) await become(page, server, account);
      else await forget(page);
    }
    await page.goto('about:blank');  // each screen on a new page: no sheet of the one before stands over it
    await openPage(page, server.url + '/' + address);
    await waitIdle(page);
    if (act) await act(page).catch((e) => console.log(`${name}: ${String(e).split('\n')[0]}`));
    await each(page, name);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const langs = ['zh', 'en'].filter((l) => !words.some((w) => ['zh', 'en'].includes(w)) || words.includes(l));
  const themes = ['light', 'dark'].filter((t) => !words.some((w) => ['light', 'dark'].includes(w)) || words.includes(t));
  const part = words.find((w) => !['zh', 'en', 'light', 'dark'].includes(w)) ?? '';
  const server = await startServer();
  const list = screens(await prepare(server)).filter(([name]) => name.includes(part));
  let taken = 0;
  for (const lang of langs) for (const theme of themes) {
    const browser = await launch({ dark: theme === 'dark', dpr: 2, locale: lang === 'en' ? 'en-GB' : 'zh-CN' });
    const folder = join(top, 'build/shots/screens', `${lang}-${theme}`);
    mkdirSync(folder, { recursive: true });
    await visit(browser, server, list, lang === 'en', async (page, name) => {
      await page.screenshot({ path: join(folder, name + '.png'), scale: 'device' });
      taken++;
    });
    await browser.close();
  }
  await server.stop();
  console.log(`${taken} pictures in build/shots/screens`);
}
