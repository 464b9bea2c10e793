import type { PlainCardRow } from '../db/database.ts';
import type { AskedRow } from '../db/purchases/read-asked.ts';
import { standIn, supposing } from '../domain/authorization/condition.ts';
import { type Decision, decide } from '../domain/authorization/decide.ts';
import type { AuthorizationFacts } from '../domain/authorization/facts.ts';
import type { Outcome } from '../domain/authorization/trace.ts';
import { afterPurchase } from '../domain/card/after-purchase.ts';
import { type Suspicion, suspicionOf } from '../domain/fraud/suspicion.ts';
import { velocityAfter } from '../domain/fraud/velocity.ts';
import { afterSpending } from '../domain/spending/usage.ts';
import type { Entry } from './entry.ts';
import { factsOf, type Known, knownOf } from './facts.ts';
import { instantOf, type Limiters, limitersOf } from './limits.ts';
import { amountsOf, type Asked } from './purchase.ts';
import type { Till } from './till.ts';

/** A purchase that was decided, and is written nowhere yet. */
export interface DecidedPurchase {
  readonly entry: Entry;
  readonly known: Known;
  readonly asked: Asked;
  readonly facts: AuthorizationFacts;
  readonly decision: Decision;
  /** What becomes of it: as our rules have it, unless the network has decided in our place. */
  readonly outcome: Outcome;
  /** Absent: it does not look like fraud. */
  readonly suspicion: Suspicion | undefined;
  /** The card as the decision leaves it. */
  readonly card: PlainCardRow;
  /** The account's endpoint has the last word: our own rules have approved. */
  readonly asksEndpoint: boolean;
}

/**
 * Decides a purchase after all those that its batch decided before, and takes what it spends out of
 * the till.
 *
 * @throws `resource_missing` when there is no such card; `parameter_invalid` for amounts that the card
 *   cannot pay. Nothing has changed then.
 */
export function decidePurchase(
  entry: Entry,
  row: AskedRow,
  { till, nowMs }: { readonly till: Till; readonly nowMs: number },
): DecidedPurchase {
  const { purchase, scope } = entry.request;
  const read = knownOf(row, purchase.card);
  const known = { ...read, card: till.card(read.card) };
  const asked = amountsOf(purchase, known.card.currency, new Date(nowMs));
  const limiters = limitersOf(scope, known);
  const gathered = factsOf(known, purchase, {
    at: instantOf(nowMs, till, limiters),
    fault: entry.fault,
    asked: asked.asked,
    total: asked.asked,
    till,
    limiters,
  });
  const facts = supposing(gathered, purchase.condition);
  const decision = decide(facts);
  // What lapsed was declined, and is not approved by anybody afterwards.
  const byNetwork = entry.fault ? undefined : standIn(purchase.condition);
  const outcome = byNetwork ?? decision;
  takeOut(till, { scope, limiters, facts, approved: outcome.approved });
  const suspicion = suspicionOf(facts, outcome, known.cardholder.phone_number);
  const asksEndpoint = !byNetwork && decision.approved && row.endpointId !== null;
  const card = cardAfter(known.card, { facts, outcome, suspicion, asksEndpoint });
  if (card !== known.card) till.changeCard(card);
  return { entry, known, asked, facts, decision, outcome, suspicion, card, asksEndpoint };
}

function cardAfter(
  card: PlainCardRow,
  {
    facts,
    outcome,
    suspicion,
    asksEndpoint,
  }: Pick<DecidedPurchase, 'asksEndpoint' | 'facts' | 'outcome' | 'suspicion'>,
): PlainCardRow {
  // What an endpoint declines is no payment: it is counted when the endpoint has approved.
  const isPayment = outcome.approved && !asksEndpoint && facts.asked.minor > 0n;
  const used = afterPurchase(card, { pin: facts.verification.pin, isPayment });
  return suspicion?.warning ? { ...used, latest_fraud_warning: suspicion.warning } : used;
}

interface Taken {
  readonly scope: Entry['request']['scope'];
  readonly limiters: Limiters;
  readonly facts: AuthorizationFacts;
  readonly approved: boolean;
}

/** What an approval holds and counts is gone for the purchases after it; every attempt makes the card busier. */
function takeOut(till: Till, { scope, limiters, facts, approved }: Taken): void {
  const { at, asked, merchant } = facts;
  if (approved) till.tenant(scope).available -= asked.minor;
  const amount = approved ? asked.minor : 0n;
  for (const limiter of limiters) {
    const before = till.usage(limiter, limiter.read);
    const spent = { category: merchant.category, spentAt: at, amount };
    const counters = afterSpending(before.counters, spent);
    const velocity =
      limiter.owner === 'card'
        ? velocityAfter(before.velocity, at, { amount, approved })
        : before.velocity;
    if (counters !== before.counters || velocity !== before.velocity)
      till.changeUsage(limiter, { counters, velocity });
  }
}
