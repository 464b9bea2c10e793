import type { IssuingCardholderRow, IssuingSettingsRow, PlainCardRow } from '../db/database.ts';
import { controlsOf } from '../db/spending-controls.ts';
import type { LimitOwner } from '../db/spending-usage/find.ts';
import type { AskedRow, Usage } from '../db/purchases/read-asked.ts';
import type { ControlFacts } from '../domain/authorization/facts.ts';
import { CASH_LIMIT, isCashMachine } from '../domain/authorization/rules/cash.ts';
import { invariant } from '../domain/invariant.ts';
import type { Scope } from '../domain/scope.ts';
import {
  type LimitSignature,
  latestWindowStart,
  type SpendingCounters,
  usedOf,
} from '../domain/spending/usage.ts';
import type { SpendingControls } from '../domain/spending-controls.ts';
import type { Till } from './till.ts';

/** Of what was read about a purchase, what limits it. */
export interface Limited {
  readonly card: PlainCardRow;
  readonly cardholder: IssuingCardholderRow;
  readonly settings: IssuingSettingsRow | undefined;
  readonly usage: AskedRow['usage'];
}

/** Who limits a purchase: the chain of its card, its cardholder, or the program. */
export interface Limiter extends LimitOwner {
  readonly owner: ControlFacts['owner'];
  /** Absent: none were set. */
  readonly controls: SpendingControls | undefined;
  readonly read: Usage | undefined;
}

/** In the order in which they are judged: the card's, the cardholder's, the program's. */
export type Limiters = readonly [Limiter, Limiter, Limiter];

export function limitersOf(scope: Scope, { card, cardholder, settings, usage }: Limited): Limiters {
  return [
    {
      owner: 'card',
      scope,
      ownerId: card.chain_id,
      controls: controlsOf(card.spending_controls),
      read: usage.card,
    },
    {
      owner: 'cardholder',
      scope,
      ownerId: cardholder.id,
      controls: controlsOf(cardholder.spending_controls),
      read: usage.cardholder,
    },
    {
      owner: 'program',
      scope,
      ownerId: scope.accountId,
      controls: settings && controlsOf(settings.spending_controls),
      read: usage.program,
    },
  ];
}

const countersIn = (till: Till, limiter: Limiter): SpendingCounters =>
  till.usage(limiter, limiter.read).counters;

/**
 * The second at which a purchase happens: now, but never before a window that another process has begun
 * to count in, whose clock is ahead of ours.
 */
export const instantOf = (nowMs: number, till: Till, limiters: Limiters): number =>
  Math.max(
    Math.floor(nowMs / 1000),
    latestWindowStart(...limiters.map((limiter) => countersIn(till, limiter))),
  );

/** What nobody has counted yet: limits that are older than counters, or whose count was lost. */
export function missingOf(
  till: Till,
  limiter: Limiter,
  { at, category }: { readonly at: number; readonly category: string },
): readonly LimitSignature[] {
  const limits = [
    ...(limiter.controls?.spending_limits ?? []),
    ...(limiter.owner === 'card' && isCashMachine(category) ? [CASH_LIMIT] : []),
  ];
  return usedOf(limits, countersIn(till, limiter), at).missing ?? [];
}

export function controlFactsOf(
  till: Till,
  limiters: Limiters,
  at: number,
): readonly ControlFacts[] {
  return limiters.flatMap((limiter) => {
    const { owner, controls } = limiter;
    if (controls === undefined) return [];
    const { used } = usedOf(controls.spending_limits, countersIn(till, limiter), at);
    invariant(used, 'what was missing has been counted before');
    return [{ owner, controls, used }];
  });
}

/** What a card has drawn from cash machines today: nought where it asks for no cash. */
export function cashUsedToday(
  till: Till,
  card: Limiter,
  { at, category }: { readonly at: number; readonly category: string },
): bigint {
  if (!isCashMachine(category)) return 0n;
  const [used] = usedOf([CASH_LIMIT], countersIn(till, card), at).used ?? [];
  invariant(used !== undefined, 'what was missing has been counted before');
  return used;
}
