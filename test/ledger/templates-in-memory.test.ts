import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeId } from '../../domain/ids.ts';
import { available, type Balances } from '../../domain/ledger/accounts.ts';
import { type Hold, openedHold, type Transfer } from '../../domain/ledger/transfer.ts';
import type { Currency } from '../../domain/money.ts';
import type { Books } from '../support/ledger-fixtures.ts';
import {
  balancesOfBook,
  type Command,
  commandsOn,
  EMPTY,
  KINDS,
  spendable,
  take,
} from './model.ts';
import { transfersFor } from './transfers-for.ts';

const NONE: Balances = {
  debitsPending: 0n,
  debitsPosted: 0n,
  creditsPending: 0n,
  creditsPosted: 0n,
};

/** The rule of the ledger model: pending is promised, posting and voiding end the promise. */
class MemoryLedger {
  readonly #balances = new Map<string, Balances>();

  apply(transfer: Transfer): void {
    const { phase, amount, debit, credit } = transfer;
    const settled = 'settles' in transfer ? transfer.settles.amount.minor : 0n;
    const pending = phase === 'pending' ? amount.minor : -settled;
    const posted = phase === 'posted' || phase === 'post_pending' ? amount.minor : 0n;
    const from = this.of(debit);
    this.#balances.set(debit, {
      ...from,
      debitsPending: from.debitsPending + pending,
      debitsPosted: from.debitsPosted + posted,
    });
    const to = this.of(credit);
    this.#balances.set(credit, {
      ...to,
      creditsPending: to.creditsPending + pending,
      creditsPosted: to.creditsPosted + posted,
    });
  }

  of(account: string): Balances {
    return this.#balances.get(account) ?? NONE;
  }
}

const booksNamed = (name: string, currency: Currency): Books & { readonly currency: Currency } => ({
  currency,
  bank: makeId('ledgerAccount', `${name}bank`),
  funds: makeId('ledgerAccount', `${name}funds`),
  settlement: makeId('ledgerAccount', `${name}settlement`),
});
const BOOKS = [booksNamed('a', 'usd'), booksNamed('b', 'eur'), booksNamed('c', 'usd')];

/** Every kind of step that was taken in any run. */
const taken = new Set<string>();

function play(commands: readonly Command[]): void {
  const ledger = new MemoryLedger();
  const states = BOOKS.map((books) => ({ books, book: EMPTY, holds: new Map<number, Hold>() }));
  for (const [number, command] of commands.entries()) {
    const state = states[command.book];
    if (!state) continue;
    const { book, step } = take(state.book, command);
    state.book = book;
    if (!step) continue;
    taken.add(step.kind);
    const hold = 'hold' in step ? state.holds.get(step.hold) : undefined;
    const transfers = transfersFor(step, state.books, hold);
    for (const transfer of transfers) ledger.apply(transfer);
    const opened = openedHold({ id: String(number), at: new Date(0), transfers });
    if ('hold' in step && opened) state.holds.set(step.hold, opened);

    for (const each of states) {
      const { bank, funds, settlement } = each.books;
      expect({
        bank_clearing: ledger.of(bank),
        issuing_balance: ledger.of(funds),
        network_settlement: ledger.of(settlement),
      }).toEqual(balancesOfBook(each.book));
      expect(available(ledger.of(funds))).toBe(spendable(each.book));
    }
  }
}

/** Risk: a template that makes money, loses it, or leaves a promise behind, after some rare order. */
test('whatever happens in whatever order, the templates keep the books of the model', () => {
  fc.assert(fc.property(commandsOn(BOOKS.length, 60), play), { numRuns: 300 });
  expect([...taken].toSorted()).toEqual(KINDS);
});
