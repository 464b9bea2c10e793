import type { NewPayout, PayoutRow } from '../tables/payout.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

export const insertPayout = ({ trx }: UnitOfWork, payout: NewPayout): Promise<PayoutRow> =>
  trx.insertInto('payout').values(payout).returningAll().executeTakeFirstOrThrow();
