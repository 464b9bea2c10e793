import { unreachable } from '../../domain/invariant.ts';
import {
  captureHold,
  captureWithoutHold,
  fundIssuingBalance,
  holdFunds,
  reduceHold,
  refundCapture,
  releaseHold,
} from '../../domain/ledger/templates.ts';
import type { Hold, Transfer } from '../../domain/ledger/transfer.ts';
import { type Currency, money } from '../../domain/money.ts';
import type { Books } from '../support/ledger-fixtures.ts';
import type { Step } from './model.ts';

/** The step of the model, by the template that the product would use for it. */
export function transfersFor(
  step: Step,
  books: Books & { readonly currency: Currency },
  hold: Hold | undefined,
): readonly Transfer[] {
  const minor = (amount: bigint) => money(amount, books.currency);
  switch (step.kind) {
    case 'fund':
      return fundIssuingBalance(books, minor(step.amount));
    case 'hold':
      return holdFunds(books, minor(step.amount));
    case 'refund':
      return refundCapture(books, minor(step.amount));
    case 'capture_without_hold':
      return captureWithoutHold(books, minor(step.amount));
    case 'release':
      return releaseHold(opened(hold));
    case 'reduce':
      return reduceHold(opened(hold), minor(step.amount));
    case 'capture':
      return captureHold(opened(hold), minor(step.amount), step);
    default:
      return unreachable(step);
  }
}

function opened(hold: Hold | undefined): Hold {
  if (hold) return hold;
  throw new Error('the model holds what the ledger does not');
}
