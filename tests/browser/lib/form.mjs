// Fills in any form of workflows/ on the phone: finds each field by its label in the mirror and taps the canvas.
// `schema` is the form-js JSON that the server sent, `data` what a scenario says. Fields without data are left alone.
import { waitIdle } from './browser.mjs';
import { boxOf, tap, tapByRole, touchTap } from './controls.mjs';

const at = (data, path) => path.split('.').reduce((value, key) => (value === null || value === undefined ? undefined : value[key]), data);
const join = (prefix, key) => (prefix && key ? `${prefix}.${key}` : prefix || key || '');

/** The mirror element of the control of a data path. */
const field = (page, path) => page.locator(`#mirror [data-id*="field.${path}/"]`);
const inputOf = (page, path) => page.locator(`#mirror [data-id$="field.${path}/input"]`);

async function type(page, path, text) {
  const input = inputOf(page, path);
  const box = await boxOf(page, input);
  await touchTap(page, box.x + box.width / 2, box.y + Math.min(box.height / 2, 24));
  const id = await input.getAttribute('data-id');
  await page.waitForFunction((i) => document.activeElement?.dataset?.id === i, id, { timeout: 8000 });
  await page.evaluate(() => document.activeElement.select?.());
  await page.keyboard.insertText(String(text));
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
}

async function date(page, path, iso) {
  const input = inputOf(page, path);
  await tap(page, input);
  await input.fill(String(iso).slice(0, 10), { force: true });
  await page.evaluate(() => document.activeElement.blur());
  await waitIdle(page);
}

/** Options as the schema, the register or the context gives them: value -> label. */
function labelOf(component, value, context) {
  const same = (v) => JSON.stringify(v) === JSON.stringify(value);
  const own = (component.values || []).find((o) => same(o.value));
  if (own) return own.label;
  const versions = component.properties?.register && context.registers?.[component.properties.register]?.versions;
  const record = (versions?.at(-1).records || []).find((r) => same(r.id ?? r.code ?? r.class));
  if (record) return record.name;
  for (const list of Object.values(context)) {
    if (!Array.isArray(list)) continue;
    const found = list.find((o) => o && typeof o === 'object' && 'label' in o && same(o.value));
    if (found) return found.label;
  }
  throw new Error(`no option ${JSON.stringify(value)} in ${component.key}`);
}

async function openSheet(page, path) {
  await tap(page, inputOf(page, path));
  await page.locator('#mirror').getByRole('dialog').waitFor({ state: 'attached', timeout: 8000 });
  await waitIdle(page);
}

async function pick(page, label, many = false) {
  const sheet = page.locator('#mirror').getByRole('dialog');
  const option = sheet.getByRole('option', { name: label, exact: true });
  if (!(await option.count())) throw new Error(`no option named ${label}`);
  if (many && (await option.getAttribute('aria-selected')) === 'true') return; // the form knew it already
  await tap(page, option);
  await waitIdle(page);
}

async function choose(page, component, path, value, context) {
  const label = labelOf(component, value, context);
  const radio = field(page, path).locator('xpath=.').getByRole('radio', { name: label, exact: true })
    .or(page.locator(`#mirror [data-id*="field.${path}/input"][role=radio]`).filter({ hasText: '' }).and(page.getByRole('radio', { name: label, exact: true })));
  if (await radio.count()) {
    await tap(page, radio.first());
    await waitIdle(page);
    return;
  }
  await openSheet(page, path);
  await pick(page, label);
}

async function chooseMany(page, component, path, values, context) {
  if (!values.length) return;
  await openSheet(page, path);
  for (const value of values) await pick(page, labelOf(component, value, context), true);
  await tapByRole(page, 'button', /^完成/);
}

async function fillComponent(page, component, prefix, data, context) {
  const path = join(prefix, component.key || component.path);
  if (component.type === 'group') {
    for (const child of component.components) await fillComponent(page, child, join(prefix, component.path), data, context);
    return;
  }
  if (component.type === 'dynamiclist') {
    const rows = at(data, path.replace(/\[(\d+)\]/g, '.$1')) || [];
    for (let i = 0; i < rows.length; i++) {
      const row = page.locator(`#mirror [data-id*="row.${component.path}.${i}/"]`);
      if (!(await row.count())) {
        await tap(page, page.locator(`#mirror [data-id$="add.${component.id}"]`));
        await waitIdle(page);
      }
      for (const child of component.components) await fillComponent(page, child, `${path}[${i}]`, data, context);
    }
    return;
  }
  const value = at(data, path.replace(/\[(\d+)\]/g, '.$1'));
  if (value === undefined || value === null || !component.key || component.readonly === true) return;
  if (!(await field(page, path).count())) return; // hidden on this form's data
  switch (component.type) {
    case 'textfield': case 'textarea': case 'number': await type(page, path, value); break;
    case 'datetime': await date(page, path, value); break;
    case 'checkbox': {
      const box = inputOf(page, path);
      if (((await box.getAttribute('aria-checked')) === 'true') !== Boolean(value)) { await tap(page, box); await waitIdle(page); }
      break;
    }
    case 'radio': case 'select': await choose(page, component, path, value, context); break;
    case 'checklist': await chooseMany(page, component, path, value, context); break;
    case 'taglist':
      if (component.properties?.free === 'true') {
        for (let i = 0; i < value.length; i++) {
          const line = page.locator(`#mirror [data-id$="field.${path}/line.${i}/text"]`);
          if (!(await line.count())) { await tap(page, page.locator(`#mirror [data-id$="field.${path}/add"]`)); await waitIdle(page); }
          const box = await boxOf(page, line);
          await touchTap(page, box.x + box.width / 2, box.y + 24);
          const id = await line.getAttribute('data-id');
          await page.waitForFunction((want) => document.activeElement?.dataset?.id === want, id, { timeout: 8000 });
          await page.evaluate(() => document.activeElement.select?.());
          await page.keyboard.insertText(value[i]);
          await page.evaluate(() => document.activeElement.blur());
          await waitIdle(page);
        }
      } else {
        await chooseMany(page, component, path, value, context);
      }
      break;
    default: break;
  }
}

/** Fills the whole form, step by step; `afterStep(i)` may take a screenshot. Ends on the last step. */
export async function fillForm(page, schema, data, context, afterStep = async () => {}) {
  const groups = schema.components.filter((c) => c.type === 'group').length;
  if (groups < 3) {
    for (const component of schema.components) await fillComponent(page, component, '', data, context);
    await afterStep(0);
    return;
  }
  let step = -1;
  for (const component of schema.components) {
    if (component.type === 'group' || step < 0) {
      if (step >= 0) { await afterStep(step); await tapByRole(page, 'button', '下一步'); }
      step++;
    }
    await fillComponent(page, component, '', data, context);
  }
  await afterStep(step);
}
