// A county case: three communities of one street, decided by the county's coordinating body.
import { playMainJob } from './lib/main_job.mjs';

await playMainJob('county', (said) => ({ clerk: said.clerk, head: said.head, finance: said.finance, office: said.office, chair: said.chair,
  item: said.item, plan: said.plan, vote: said.full_vote }));
