// A city case with money: communities of two counties, decided by the city's coordinating body.
import { playMainJob } from './lib/main_job.mjs';

await playMainJob('city', (said) => ({ clerk: 'C01-a-mz', head: 'C01-h-mz', finance: 'C01-f-mz', office: 'C01-u1', chair: 'C01-u3',
  item: said.city_item, plan: said.city_plan, vote: said.city_vote,
  money: { confirmed: true, source_ref: '2027预算-12', first_payment: '2027-05-01' } }));
