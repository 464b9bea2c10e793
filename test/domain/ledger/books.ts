import { type LedgerAccountId, makeId } from '../../../domain/ids.ts';
import type { LedgerAccountCode } from '../../../domain/ledger/accounts.ts';
import type { Hold, Transfer } from '../../../domain/ledger/transfer.ts';
import { money } from '../../../domain/money.ts';

export const usd = (minor: bigint) => money(minor, 'usd');

export const books = {
  bank: makeId('ledgerAccount', 'bank'),
  funds: makeId('ledgerAccount', 'funds'),
  settlement: makeId('ledgerAccount', 'settlement'),
};

/** All ledger accounts of one currency. */
export const chart = {
  bank_clearing: makeId('ledgerAccount', 'bank'),
  card_fees: makeId('ledgerAccount', 'fees'),
  in_transit: makeId('ledgerAccount', 'transit'),
  issuing_balance: makeId('ledgerAccount', 'issuing'),
  network_settlement: makeId('ledgerAccount', 'settlement'),
  payments_balance: makeId('ledgerAccount', 'payments'),
  suspense: makeId('ledgerAccount', 'suspense'),
  write_offs: makeId('ledgerAccount', 'losses'),
} as const satisfies Record<LedgerAccountCode, LedgerAccountId>;

/** A hold as it was found in the ledger. */
export const held = (minor: bigint): Hold => ({
  phase: 'pending',
  code: 'authorization_hold',
  debit: books.funds,
  credit: books.settlement,
  amount: usd(minor),
  ref: { movement: 'hold', leg: 0 },
});

/** What transfers of some phases amount to. */
export const total = (
  transfers: readonly Transfer[],
  ...phases: readonly Transfer['phase'][]
): bigint =>
  transfers
    .filter(({ phase }) => phases.includes(phase))
    .reduce((sum, { amount }) => sum + amount.minor, 0n);

/** What becomes of the pending amount of the hold that is settled: all of it goes. */
export const settled = (transfers: readonly Transfer[]): bigint =>
  transfers.reduce((sum, each) => ('settles' in each ? sum + each.settles.amount.minor : sum), 0n);
