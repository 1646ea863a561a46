// A county case without money: three communities of one street, decided by the county's coordinating body, evaluated, and ended.
import { playMainJob } from './lib/main_job.mjs';

await playMainJob('county', (said) => ({ clerk: said.clerk, head: said.head, finance: said.finance, office: said.office, chair: said.chair,
  item: { ...said.item, ...said.free_item.set }, plan: said.plan, vote: said.full_vote, money: { confirmed: true }, to_the_end: true }));
