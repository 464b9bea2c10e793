import { failure } from '../domain/errors.ts';
import { nowDate } from '../infra/clock.ts';
import { type CardId, parseId } from '../domain/ids.ts';
import { windowStart } from '../domain/spending/window.ts';
import { partsOf } from '../domain/spending/usage.ts';
import { decidePurchase } from './decide-purchase.ts';
import { type Entry, type Lapsed, patientEntry, type PurchaseAnswer } from './entry.ts';
import type { Known } from './facts.ts';
import { instantOf, limitersOf, missingOf } from './limits.ts';
import type { PathDeps } from './path.ts';
import { presentPurchase } from './present.ts';
import { emptyTill, type Till } from './till.ts';

/** Cards as their last purchase has left them, in memory. */
export interface LastSeen {
  readonly remember: (known: Known) => void;
  readonly recall: (id: CardId) => Known | undefined;
}

/** The memory holds so many cards, the latest used: a few kilobytes each. */
const SEEN_MAX = 5_000;

export function lastSeen(): LastSeen {
  const cards = new Map<CardId, Known>();
  return {
    remember: (known) => {
      const { id } = known.card;
      cards.delete(id);
      cards.set(id, known);
      const [oldest] = cards.keys();
      if (cards.size > SEEN_MAX && oldest) cards.delete(oldest);
    },
    recall: (id) => cards.get(id),
  };
}

/**
 * The answer to a purchase that cannot be decided in time: a decline for `stripe_internal_error`, made of
 * what is remembered of the card, without a word with Postgres. Nothing is held.
 *
 * @throws `service_unavailable` when nothing is remembered: no authorization can be shown without a card.
 */
export async function declineUnbooked(
  lapsed: Lapsed,
  path: PathDeps,
  seen: LastSeen,
): Promise<PurchaseAnswer> {
  const entry = patientEntry({ ...lapsed, answer: () => {}, fail: () => {} });
  const { purchase, scope, requestId, keyed } = entry.request;
  const id = parseId('card', purchase.card);
  const known = id && seen.recall(id);
  if (!known || known.card.account_id !== scope.accountId || known.card.livemode !== scope.livemode)
    throw failure('service_unavailable', {
      problem: 'The purchase was declined, because it could not be decided in time.',
    });
  // Of its test clock as it was last seen: Postgres is not asked.
  const nowMs = known.clocked?.now.getTime() ?? path.clock.nowMs();
  const till = emptyTill(scope, known.card.currency);
  countNothing(till, entry, { known, nowMs });
  const row = { ...known, endpointId: null, answer: undefined };
  const decided = decidePurchase(entry, row, { till, nowMs });
  const { json } = presentPurchase(decided, {
    work: {
      scope,
      now: new Date(nowMs),
      realNow: nowDate(path.clock),
      unique: path.unique,
      seal: path.seal,
      cause: { requestId, idempotencyKey: keyed?.key ?? null },
      enqueued: [],
    },
    accounts: till.tenant(scope).accounts,
    stages: { queue: performance.now() - entry.arrivedMs, left: 0 },
  });
  return { body: json };
}

/** What nobody has counted in this till counts as nothing: it declines, whatever it would find. */
function countNothing(till: Till, { request }: Entry, { known, nowMs }: Counting): void {
  const limiters = limitersOf(request.scope, known);
  const at = instantOf(nowMs, till, limiters);
  const { category } = request.purchase.merchantData;
  for (const limiter of limiters) {
    const { counters, velocity } = till.usage(limiter, limiter.read);
    const nothing = missingOf(till, limiter, { at, category }).map((signature) => {
      const window = windowStart(partsOf(signature).interval, at);
      return [signature, { window, used: 0n }] as const;
    });
    till.changeUsage(limiter, {
      counters: { ...counters, ...Object.fromEntries(nothing) },
      velocity,
    });
  }
}

interface Counting {
  readonly known: Known;
  readonly nowMs: number;
}
