/** An authorization that is walked from step to step, with books that add up what its transfers do. */
import {
  capture,
  expire,
  reverse,
  type Standing,
  type Step,
} from '../../../domain/authorization/life.ts';
import { makeId } from '../../../domain/ids.ts';
import { unreachable } from '../../../domain/invariant.ts';
import { holdFunds } from '../../../domain/ledger/templates.ts';
import { openedHold, type Transfer } from '../../../domain/ledger/transfer.ts';
import { usd } from './facts.ts';

export const accounts = {
  funds: makeId('ledgerAccount', 'funds'),
  settlement: makeId('ledgerAccount', 'settlement'),
};

export type Command =
  | { readonly kind: 'capture'; readonly amount: bigint; readonly close: boolean }
  | { readonly kind: 'reverse'; readonly amount: bigint }
  | { readonly kind: 'expire' };

export function stepOf(standing: Standing, command: Command): Step {
  switch (command.kind) {
    case 'capture':
      return capture(standing, usd(command.amount), { accounts, close: command.close });
    case 'reverse':
      return reverse(standing, usd(command.amount));
    case 'expire':
      return expire(standing);
    default:
      return unreachable(command);
  }
}

/** What is pending and what is posted, by nothing but the transfers that went by. */
export class Books {
  pending = 0n;
  posted = 0n;
  readonly #open = new Map<string, bigint>();
  #movements = 0;

  /** Books a movement and answers with the hold that it leaves open. */
  book(transfers: readonly Transfer[]): Pick<Standing, 'hold'> {
    const movement = `m${++this.#movements}`;
    for (const [leg, transfer] of transfers.entries())
      this.#bookLeg(`${movement}/${leg}`, transfer);
    this.pending = [...this.#open.values()].reduce((sum, amount) => sum + amount, 0n);
    const hold = openedHold({ id: movement, at: new Date(0), transfers });
    return hold ? { hold } : {};
  }

  #bookLeg(ref: string, transfer: Transfer): void {
    if ('settles' in transfer) {
      const settled = `${transfer.settles.ref.movement}/${transfer.settles.ref.leg}`;
      if (!this.#open.delete(settled)) throw new Error(`${settled} is settled and was not open`);
    }
    if (transfer.phase === 'pending') this.#open.set(ref, transfer.amount.minor);
    if (transfer.phase === 'posted' || transfer.phase === 'post_pending')
      this.posted += transfer.amount.minor;
  }
}

/** As a purchase leaves it: with its hold, or, when nothing was asked, closed and without one. */
export function approved(minor: bigint, books = new Books()): Standing {
  const amount = usd(minor);
  if (minor === 0n) return { status: 'closed', approved: true, amount };
  const hold = books.book(holdFunds(accounts, amount));
  return { status: 'pending', approved: true, amount, ...hold };
}

export const declined = (minor: bigint): Standing => ({
  status: 'closed',
  approved: false,
  amount: usd(minor),
});

/** How it stands after a command. */
export function walk(standing: Standing, command: Command, books: Books): Standing {
  const { status, amount, transfers } = stepOf(standing, command);
  return { status, approved: standing.approved, amount, ...books.book(transfers) };
}
