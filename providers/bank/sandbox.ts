/**
 * A bank that remembers nothing: what becomes of an order follows from the account number, is written
 * into its reference when it is submitted, and happens when the time comes at which it is asked.
 */
import { createHash } from 'node:crypto';
import { failure } from '../../domain/errors.ts';
import type { Scope } from '../../domain/scope.ts';
import { Secret } from '../../domain/secret.ts';
import type { Bank, CreditStatus, DebitStatus, Order, StatusQuestion } from './port.ts';
import { fateOf, isReachable } from './sandbox-accounts.ts';
import { newsOf, timetableOf } from './sandbox-times.ts';
import { formatReference, parseReference } from './sandbox-reference.ts';

/** Stripe's test values: any others are wrong. */
const AMOUNTS = [32, 45] as const;
const DESCRIPTOR_CODE = 'SM11AA';

export const sandboxBank: Bank = {
  async timetable({ scope, ...question }) {
    refuseLive(scope);
    return timetableOf(question);
  },
  submitDebit: async (order) => submit(order, 'debit'),
  submitCredit: async (order) => submit(order, 'credit'),
  debitStatus: async (question) => statusOf(question, 'settled'),
  creditStatus: async (question) => statusOf(question, 'paid'),
  async returnCredit({ scope, idempotencyKey }) {
    refuseLive(scope);
    return `return_${markOf(idempotencyKey)}`;
  },
  async sendMicroDeposits({ scope, account }) {
    refuseLive(scope);
    if (!isReachable(account.accountNumber.expose()))
      return { status: 'refused', code: 'no_account' };
    return {
      status: 'sent',
      amounts: new Secret(AMOUNTS, '[micro-deposits]'),
      descriptorCode: new Secret(DESCRIPTOR_CODE, '[descriptor code]'),
    };
  },
};

/** In live mode it would pretend that money moves. */
function refuseLive({ livemode }: Scope): void {
  const problem = 'No bank is configured for live mode.';
  if (livemode) throw failure('service_unavailable', { problem });
}

function submit({ scope, account, timetable, idempotencyKey, amount }: Order, side: Side): string {
  refuseLive(scope);
  const fate = fateOf(account.accountNumber.expose());
  return formatReference({
    news: newsOf({ timetable, fate, side, currency: amount.currency }),
    mark: markOf(`${side}:${idempotencyKey}`),
  });
}
type Side = 'credit' | 'debit';

const markOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

function statusOf<S extends 'paid' | 'settled'>(
  { scope, reference, at }: StatusQuestion,
  done: S,
): Extract<CreditStatus | DebitStatus, { status: 'pending' | 'returned' }> | Done<S> {
  refuseLive(scope);
  const { doneAt, returnedAt, code, finalAt } = parseReference(reference);
  if (code !== undefined && returnedAt !== undefined && at >= returnedAt)
    return { status: 'returned', code };
  if (doneAt === undefined || at < doneAt)
    return { status: 'pending', askAgainAt: doneAt ?? returnedAt ?? finalAt };
  const next = returnedAt ?? finalAt;
  return at < next ? { status: done, askAgainAt: next } : { status: done };
}
interface Done<S> {
  readonly status: S;
  readonly askAgainAt?: number;
}
