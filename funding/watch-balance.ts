import { fundingRuleToWire } from '../api/wire/funding-rule.ts';
import { issuingBalances } from '../db/ledger/balances.ts';
import { recordEvent } from '../db/events/record.ts';
import { lockRule, spentSince, updateRule } from '../db/funding/rules.ts';
import type { IssuingFundingRuleRow } from '../db/tables/push-funding.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { AppError, ERRORS } from '../domain/errors.ts';
import { checkAfterSeconds, isQuiet, leastOf } from '../domain/funding/funding-rule.ts';
import type { FundingRuleId, TopupId } from '../domain/ids.ts';
import { type Money, money } from '../domain/money.ts';

/** Orders money from a bank account of the account's, by the words of the rule. */
export type OrderTopup = (
  work: UnitOfWork,
  order: { readonly amount: Money; readonly source: string },
) => Promise<TopupId>;

const DAY_MS = 86_400_000;

/**
 * Looks once at the balance that a rule watches. When it is low the account is told, and the top-up of the
 * rule is ordered, at most once in 24 hours: who looks twice at the same time tells and orders once. The
 * balance is read and not locked, so no purchase waits.
 */
export async function watchBalance(
  work: UnitOfWork,
  id: FundingRuleId,
  order: OrderTopup,
): Promise<{ readonly isActive: boolean; readonly checkAt: number }> {
  const rule = await lockRule(work.trx, work.scope, id);
  const now = Math.floor(work.now.getTime() / 1000);
  const checkAt = now + checkAfterSeconds(rule.threshold_type);
  if (!rule.active) return { isActive: false, checkAt };
  const available = await availableFor(work, rule);
  const isLow = available < (await leastFor(work, rule));
  const toldAt = rule.triggered_at && Math.floor(rule.triggered_at.getTime() / 1000);
  if (isLow && !isQuiet(toldAt ?? undefined, now)) await trigger(work, rule, { available, order });
  else await updateRule(work, id, { checked_at: work.now });
  return { isActive: true, checkAt };
}

async function availableFor(
  { trx, scope }: UnitOfWork,
  { currency }: IssuingFundingRuleRow,
): Promise<bigint> {
  return (await issuingBalances(trx, scope)).get(currency) ?? 0n;
}

async function leastFor(
  { trx, scope, now }: UnitOfWork,
  { threshold_type: type, threshold_value: value }: IssuingFundingRuleRow,
): Promise<bigint> {
  const spent =
    type === 'amount' ? 0n : await spentSince(trx, scope, new Date(now.getTime() - DAY_MS));
  return leastOf({ type, value }, spent);
}

interface Low {
  readonly available: bigint;
  readonly order: OrderTopup;
}

async function trigger(
  work: UnitOfWork,
  rule: IssuingFundingRuleRow,
  { available, order }: Low,
): Promise<void> {
  const { topup_amount: minor, topup_source: source, currency } = rule;
  const ordered: Ordered =
    minor === null || source === null
      ? { topup: null, failure: null }
      : await ordering(() => order(work, { amount: money(minor, currency), source }));
  const after = await updateRule(work, rule.id, {
    checked_at: work.now,
    triggered_at: work.now,
    triggered_available: available,
    triggered_topup_id: ordered.topup,
    triggered_failure: ordered.failure,
  });
  await recordEvent(work, {
    type: 'issuing_funding_rule.triggered',
    object: fundingRuleToWire(after),
  });
}

interface Ordered {
  readonly topup: TopupId | null;
  readonly failure: string | null;
}

/** A bank account that cannot be drawn on any more ends no watch: the account is told why. */
async function ordering(order: () => Promise<TopupId>): Promise<Ordered> {
  try {
    return { topup: await order(), failure: null };
  } catch (error) {
    if (!(error instanceof AppError) || ERRORS[error.code].retryable) throw error;
    return { topup: null, failure: error.code };
  }
}
