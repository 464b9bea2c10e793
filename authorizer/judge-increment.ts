import { readAsked } from '../db/purchases/read-asked.ts';
import { lockBalances } from '../db/purchases/lock-balances.ts';
import { countHistory } from '../db/spending-usage/count-history.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { type Decision, decide } from '../domain/authorization/decide.ts';
import type { AuthorizationFacts } from '../domain/authorization/facts.ts';
import { invariant } from '../domain/invariant.ts';
import { type Money, money, plus } from '../domain/money.ts';
import type { Locked } from './advance.ts';
import { factsOf, knownOf } from './facts.ts';
import { type Limiters, limitersOf, missingOf } from './limits.ts';
import { openTill, type Till } from './till.ts';

export interface JudgedIncrement {
  readonly facts: AuthorizationFacts;
  readonly decision: Decision;
  /** Our rules have approved, and the account's endpoint has the last word. */
  readonly asksEndpoint: boolean;
}

/**
 * Decides an increment by the rules for a purchase: the difference has to be there, and limits count it in
 * the windows of the authorization, together with what was approved before. The balance is locked.
 */
export async function judgeIncrement(
  work: UnitOfWork,
  { view, standing }: Locked,
  asked: Money,
): Promise<JudgedIncrement> {
  const { trx, scope } = work;
  const { authorization } = view;
  const till = openTill(await lockBalances(trx, [scope]));
  const [row] = await readAsked(trx, [{ scope, card: authorization.card_id, key: null }]);
  invariant(row, 'what is asked for is read in its order');
  const known = knownOf(row, authorization.card_id);
  const limiters = limitersOf(scope, known);
  const spentAt = secondsOf(authorization.created_at);
  const { category } = authorization.merchant_data;
  await countMissing(work, till, { limiters, at: spentAt, category });
  const facts = factsOf(
    known,
    {
      merchantData: authorization.merchant_data,
      method: authorization.authorization_method,
      risk: authorization.risk,
      verificationData: authorization.verification_data,
      wallet: authorization.wallet,
    },
    {
      at: secondsOf(work.now),
      spentAt,
      fault: null,
      asked,
      total: plus(asked, money(standing.spent, asked.currency)),
      till,
      limiters,
    },
  );
  const decision = decide(facts);
  return { facts, decision, asksEndpoint: decision.approved && row.endpointId !== null };
}

interface Counting {
  readonly limiters: Limiters;
  readonly at: number;
  readonly category: string;
}

/**
 * Windows that are over are counted from history, for this decision alone: what stands in their place
 * counts the windows of now.
 */
async function countMissing(
  { trx }: UnitOfWork,
  till: Till,
  { limiters, ...counting }: Counting,
): Promise<void> {
  for (const limiter of limiters) {
    const signatures = missingOf(till, limiter, counting);
    if (signatures.length === 0) continue;
    const [counted = {}] = await countHistory(trx, [{ ...limiter, signatures, at: counting.at }]);
    const usage = till.usage(limiter, limiter.read);
    till.changeUsage(limiter, { ...usage, counters: { ...usage.counters, ...counted } });
  }
}

const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1_000);
