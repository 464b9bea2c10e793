import type { SpendingLimit } from '../../spending-controls.ts';

const CASH_MACHINE = 'automated_cash_disburse';

export const isCashMachine = (category: string): boolean => category === CASH_MACHINE;

/** What a card chain may take from cash machines in a day, in the card's currency, whatever controls say. */
export const CASH_LIMIT: SpendingLimit = {
  amount: 50_000n,
  categories: [CASH_MACHINE],
  interval: 'daily',
};
