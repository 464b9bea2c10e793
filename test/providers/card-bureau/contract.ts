import { expect, test } from 'vitest';
import { cvc, pan } from '../../../domain/card/pan.ts';
import { makeId } from '../../../domain/ids.ts';
import { invariant } from '../../../domain/invariant.ts';
import type { CardBureau, CardOrder } from '../../../providers/card-bureau/port.ts';

export const SCOPE = { accountId: makeId('account', 'bureau'), livemode: false };

/** A card as the workflow orders it. */
export const orderOf = (unique: string, secondLine: string | null = null): CardOrder => ({
  scope: SCOPE,
  cardId: makeId('card', unique),
  idempotencyKey: `card-order:ic_${unique}`,
  card: {
    brand: 'Visa',
    number: pan('4000000000000002'),
    cvc: cvc('123'),
    expiry: { month: 11, year: 2029 },
    name: 'Jenny Rosen',
    secondLine,
    designId: null,
  },
  shipping: {
    address: {
      line1: '1 Main Street',
      line2: null,
      city: 'San Francisco',
      state: 'CA',
      postal_code: '94111',
      country: 'US',
    },
    business_name: null,
    customs: null,
    name: 'Jenny Rosen',
    phone_number: null,
    require_signature: false,
    service: 'standard',
  },
  boxId: null,
});

/** What the workflow counts on, of every bureau. */
export function keepsContract(bureau: CardBureau): void {
  const numberOf = (unique: string): Promise<string> =>
    bureau.track({ scope: SCOPE, parcelId: makeId('card', unique), carrier: 'fedex' });

  test('the same order twice gets the same answer', async () => {
    const order = orderOf('once');
    const answer = await bureau.order(order);
    expect(answer).toBe('accepted');
    expect(await bureau.order(order)).toBe(answer);
  });

  test('a parcel keeps its number, and another one has another', async () => {
    const [first, again, other] = [
      await numberOf('one'),
      await numberOf('one'),
      await numberOf('two'),
    ];
    invariant(first.length > 0, 'a number has digits');
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
}
