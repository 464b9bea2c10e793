import { describe, expect, test } from 'vitest';
import { CARRIERS } from '../../../domain/card/shipping.ts';
import { makeId } from '../../../domain/ids.ts';
import { sandboxCardBureau } from '../../../providers/card-bureau/sandbox.ts';
import { keepsContract, orderOf, SCOPE } from './contract.ts';

describe('every bureau', () => keepsContract(sandboxCardBureau));

test('a second line chooses what happens', async () => {
  expect(await sandboxCardBureau.order(orderOf('spoiled', 'MISPRINT'))).toBe('rejected');
  await expect(sandboxCardBureau.order(orderOf('silent', 'UNANSWERED'))).rejects.toMatchObject({
    code: 'service_unavailable',
  });
});

test.each(CARRIERS)('a number of %s looks like one of its own', async (carrier) => {
  const parcelId = makeId('cardBox', 'looks');
  const number = await sandboxCardBureau.track({ scope: SCOPE, parcelId, carrier });
  expect(number).toMatch(/^(PQ\d{16}|RM\d{9}|94\d{20}|\d{10}|\d{12})$/);
});

/** Risk: a live program believes that its cards are made. */
test('it makes no live cards', async () => {
  const order = orderOf('live');
  const live = { ...order, scope: { ...order.scope, livemode: true } };
  await expect(sandboxCardBureau.order(live)).rejects.toMatchObject({
    code: 'service_unavailable',
  });
});
