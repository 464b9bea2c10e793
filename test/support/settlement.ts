import type { SettlementDeps } from '../../activities/settlement/deps.ts';
import { sandboxSettlementBank } from '../../providers/settlement-bank/sandbox.ts';

/** For workers of tests in which no day settles. */
export const NO_SETTLEMENT: Pick<SettlementDeps, 'settlement'> = {
  settlement: {
    network: { fetchAdvice: () => Promise.reject(new Error('no advice is awaited here')) },
    bank: sandboxSettlementBank,
  },
};
