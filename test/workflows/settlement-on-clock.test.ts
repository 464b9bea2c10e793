import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openShop } from '../support/shop.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

let lab: ClockLab;
beforeAll(async () => {
  lab = await openClockLab();
});
afterAll(() => lab.close());

const unix = (text: string): number => Date.parse(text) / 1_000;

const settlements = async (): Promise<unknown> =>
  (await lab.api.call('GET', '/v1/issuing/settlements')).body['data'];

/** Risk: a clock says that it is ready, and the network has not been paid for the days that it passed. */
test('a clock that passes a week settles each of its days, over the weekend', async () => {
  const shop = await openShop(lab.api, 1_000_00);
  const clock = await lab.create(unix('2027-03-04T15:00:00Z'));
  const capture = async (amount: number): Promise<unknown> =>
    shop.stripe.testHelpers.issuing.authorizations.capture((await shop.buy(amount)).id);
  await capture(10_00);
  // Friday after the cut-off, and Saturday: both are of Monday.
  await lab.advance(clock.id, unix('2027-03-05T23:00:00Z'));
  await capture(20_00);
  await lab.advance(clock.id, unix('2027-03-06T15:00:00Z'));
  await capture(5_00);
  await lab.advance(clock.id, unix('2027-03-08T15:00:00Z'));
  expect(await settlements()).toMatchObject([
    { clearing_date: unix('2027-03-04T00:00:00Z'), status: 'complete', net_total_amount: 10_00 },
  ]);
  await lab.advance(clock.id, unix('2027-03-11T15:00:00Z'));
  expect(await settlements()).toMatchObject([
    { clearing_date: unix('2027-03-08T00:00:00Z'), status: 'complete', net_total_amount: 25_00 },
    { clearing_date: unix('2027-03-04T00:00:00Z'), status: 'complete', net_total_amount: 10_00 },
  ]);
  await expectBooksInOrder(lab.api.database.db);
});
