import {
  addBusinessDays,
  bankDateAt,
  calendarOf,
  zoneOf,
} from '../../domain/calendar/bank-calendar.ts';
import { instantOf } from '../../domain/calendar/zone.ts';
import { failure } from '../../domain/errors.ts';
import type { Scope } from '../../domain/scope.ts';
import type { SettlementBank, SubmittedPayment } from './port.ts';

/** The total (minor units) of which this bank moves one too little. */
const MOVED_WRONG = 666_609n;

/** It keeps nothing: all that it answers follows from what it is told and when. A bank that always confirms. */
export const sandboxSettlementBank: SettlementBank = {
  async submit({ scope, key }) {
    refuseLive(scope);
    return { reference: key.slice(key.indexOf(':') + 1) };
  },
  async lookUp(payment, at) {
    refuseLive(payment.scope);
    const confirmedAt = movesAt(payment);
    return at >= confirmedAt
      ? { status: 'confirmed' }
      : { status: 'pending', lookAgainAt: confirmedAt };
  },
  async statementLines(payment, at) {
    refuseLive(payment.scope);
    if (at < movesAt(payment)) return [];
    const { amount, currency } = payment;
    return [{ amount: amount === MOVED_WRONG ? amount - 1n : amount, currency }];
  },
};

/** On the next day on which the currency's banks are open, at three in their afternoon. */
function movesAt({ currency, submittedAt }: SubmittedPayment): number {
  const calendar = calendarOf(currency);
  const day = addBusinessDays(calendar, bankDateAt(submittedAt, calendar), 1);
  return instantOf(day, '15:00', zoneOf(calendar));
}

/** It would move nobody's money and say that it did. */
function refuseLive({ livemode }: Scope): void {
  if (livemode)
    throw failure('service_unavailable', { problem: 'No bank is configured for live mode.' });
}
