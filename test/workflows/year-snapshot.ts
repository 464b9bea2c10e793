import type Stripe from 'stripe';
import type { ClockLab } from './clock-lab.ts';

/** Values that are drawn at random, or that depend on how fast a test runs. */
const ARBITRARY = new Set([
  'authorization_code',
  'deletes_after',
  'fingerprint',
  'idempotency_key',
  'last4',
  'pending_webhooks',
  'system_trace_audit_number',
  'tracking_number',
  'tracking_url',
  'transaction_id',
]);
const ID = /[a-z]+_[0-9A-Za-z]{24,}/g;

/**
 * All objects of an account and all that its endpoint was told, as lines of text in which each id is replaced by
 * the place at which it first appears: two accounts that lived the same life have the same.
 */
export async function everythingOf(
  { stripe, api }: ClockLab,
  told: readonly Stripe.Event[],
): Promise<string[]> {
  const all = { limit: 100 };
  const few = { limit: 10_000 };
  const events = (await stripe.events.list(all).autoPagingToArray(few)).toReversed();
  const order = new Map(events.map(({ id }, index) => [id, index]));
  const lists: readonly (readonly object[])[] = [
    events,
    await stripe.issuing.cardholders.list(all).autoPagingToArray(few),
    await stripe.issuing.cards.list(all).autoPagingToArray(few),
    await stripe.issuing.authorizations.list(all).autoPagingToArray(few),
    await stripe.issuing.transactions.list(all).autoPagingToArray(few),
    await stripe.topups.list(all).autoPagingToArray(few),
    await stripe.balanceTransactions.list(all).autoPagingToArray(few),
    [await stripe.balance.retrieve(), (await api.call('GET', '/v1/account')).body],
    // Of different objects it may be told at once.
    told.toSorted((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0)),
  ];
  const places = new Map<string, string>();
  const placeOf = (id: string): string => {
    const place = places.get(id) ?? `${id.slice(0, id.indexOf('_'))}#${places.size}`;
    places.set(id, place);
    return place;
  };
  return lists.flat().map((object) => JSON.stringify(object, comparable).replaceAll(ID, placeOf));
}

const REAL = new Set(['account', 'test_helpers.test_clock', 'test_helpers.test_clock.created']);

/** A clock itself, and the account, were made in real time. */
function comparable(this: unknown, key: string, value: unknown): unknown {
  if (ARBITRARY.has(key) && value !== null) return 'arbitrary';
  const { object, type } = Object(this);
  return key === 'created' && (REAL.has(object) || REAL.has(type)) ? 'real' : value;
}
