/** An authorization that is walked from step to step, with books that add up what its transfers do. */
import { askedMore, finalize, increment } from '../../../domain/authorization/life/adjust.ts';
import { capture, refund } from '../../../domain/authorization/life/capture.ts';
import { expire, reverse } from '../../../domain/authorization/life/release.ts';
import { approveRequest, ask, declineRequest } from '../../../domain/authorization/life/request.ts';
import type { Standing, Step } from '../../../domain/authorization/life/standing.ts';
import { makeId } from '../../../domain/ids.ts';
import { unreachable } from '../../../domain/invariant.ts';
import { holdFunds } from '../../../domain/ledger/templates.ts';
import { type Hold, openedHold, type Transfer } from '../../../domain/ledger/transfer.ts';
import { usd } from './facts.ts';

export const accounts = {
  funds: makeId('ledgerAccount', 'funds'),
  settlement: makeId('ledgerAccount', 'settlement'),
};

/** Amounts in minor units of the card. Without one: all of it. */
export type Command =
  | {
      readonly kind: 'capture';
      readonly amount?: bigint;
      readonly close: boolean;
      readonly rate?: string;
    }
  | { readonly kind: 'reverse'; readonly amount?: bigint }
  | { readonly kind: 'expire' }
  | { readonly kind: 'increment'; readonly amount: bigint }
  | { readonly kind: 'finalize'; readonly amount: bigint }
  | { readonly kind: 'refund'; readonly amount: bigint }
  | { readonly kind: 'ask'; readonly amount: bigint }
  | { readonly kind: 'approve'; readonly amount?: bigint }
  | { readonly kind: 'decline' };

export function stepOf(standing: Standing, command: Command): Step {
  switch (command.kind) {
    case 'capture':
      return capture(standing, { ...command, amount: command.amount });
    case 'reverse':
      return reverse(standing, command.amount === undefined ? undefined : usd(command.amount));
    case 'expire':
      return expire(standing);
    case 'increment':
      return increment(standing, askedMore(standing, usd(command.amount)));
    case 'finalize':
      return finalize(standing, usd(command.amount));
    case 'refund':
      return refund(standing, usd(command.amount));
    case 'ask':
      return ask(standing, askedMore(standing, usd(command.amount)));
    case 'approve':
      return approveRequest(
        standing,
        command.amount === undefined ? undefined : usd(command.amount),
      );
    case 'decline':
      return declineRequest(standing);
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
  book(transfers: readonly Transfer[], before?: Hold): { readonly hold?: Hold } {
    const movement = `m${++this.#movements}`;
    for (const [leg, transfer] of transfers.entries())
      this.#bookLeg(`${movement}/${leg}`, transfer);
    this.pending = [...this.#open.values()].reduce((sum, amount) => sum + amount, 0n);
    const isTouched = transfers.some((transfer) => 'settles' in transfer);
    const opened = openedHold({ id: movement, at: new Date(0), transfers });
    const hold = opened ?? (isTouched ? undefined : before);
    return hold ? { hold } : {};
  }

  #bookLeg(ref: string, transfer: Transfer): void {
    if ('settles' in transfer) {
      const settled = `${transfer.settles.ref.movement}/${transfer.settles.ref.leg}`;
      if (this.#open.get(settled) !== transfer.settles.amount.minor)
        throw new Error(`${settled} is settled and was not open for that much`);
      this.#open.delete(settled);
    }
    if (transfer.phase === 'pending') this.#open.set(ref, transfer.amount.minor);
    if (transfer.phase === 'posted' || transfer.phase === 'post_pending')
      this.posted += (transfer.code === 'refund' ? -1n : 1n) * transfer.amount.minor;
  }
}

const standing = (minor: bigint, rest: Pick<Standing, 'approved' | 'status'>): Standing => ({
  ...rest,
  amount: usd(minor),
  merchant: { minor, currency: 'usd' },
  conversion: null,
  spent: rest.approved ? minor : 0n,
  captures: 0,
  accounts,
});

/** As a purchase leaves it: with its hold, or, when nothing was asked, closed and without one. */
export function approved(minor: bigint, books = new Books()): Standing {
  if (minor === 0n) return standing(minor, { status: 'closed', approved: true });
  const hold = books.book(holdFunds(accounts, usd(minor)));
  return { ...standing(minor, { status: 'pending', approved: true }), ...hold };
}

export const declined = (minor: bigint): Standing =>
  standing(minor, { status: 'closed', approved: false });

/** As a purchase leaves it that an endpoint is to decide. */
export function inFlight(minor: bigint, books = new Books()): Standing {
  const hold = minor === 0n ? {} : books.book(holdFunds(accounts, usd(minor)));
  const asked = { amount: usd(minor), merchantAmount: minor };
  return { ...standing(0n, { status: 'pending', approved: false }), spent: minor, asked, ...hold };
}

/** How it stands after a command. */
export function walk(before: Standing, command: Command, books: Books): Standing {
  const { transfers, merchantAmount, ...step } = stepOf(before, command);
  const { hold: _hold, asked, ...rest } = before;
  const isAnswer = command.kind === 'approve' || command.kind === 'decline';
  return {
    ...rest,
    status: step.status,
    approved: step.approved,
    amount: step.amount,
    spent: step.spent,
    merchant: { ...before.merchant, minor: merchantAmount },
    captures: before.captures + (command.kind === 'capture' ? 1 : 0),
    ...(command.kind === 'ask' && { asked: askedMore(before, usd(command.amount)) }),
    ...(asked && !isAnswer && { asked }),
    ...books.book(transfers, before.hold),
  };
}
