import { expect, test } from 'vitest';
import { makeId } from '../../../domain/ids.ts';
import {
  nextSettlementDay,
  parseSettlementDayId,
  settlementDayAt,
  settlementDayId,
} from '../../../domain/settlement/day.ts';
import { networkOf, NETWORKS } from '../../../domain/settlement/network.ts';

const at = (text: string): number => Date.parse(text) / 1_000;
const accountId = makeId('account', 'one');

test.each([
  ['a second before the cut-off', '2027-03-01T16:59:59-05:00', '2027-03-01'],
  ['at the cut-off', '2027-03-01T17:00:00-05:00', '2027-03-02'],
  ['after the cut-off of a Friday', '2027-03-05T18:00:00-05:00', '2027-03-08'],
  ['on a Saturday', '2027-03-06T12:00:00-05:00', '2027-03-08'],
  ['on Labor Day', '2027-09-06T12:00:00-04:00', '2027-09-07'],
  ['in summer time', '2027-07-01T16:59:59-04:00', '2027-07-01'],
])('what clears %s belongs to a day', (_when, instant, date) => {
  expect(settlementDayAt('visa', at(instant)).date).toBe(date);
});

test('Mastercard closes an hour after Visa', () => {
  const instant = at('2027-03-01T17:30:00-05:00');
  expect(NETWORKS.map((network) => settlementDayAt(network, instant).date)).toEqual([
    '2027-03-01',
    '2027-03-02',
  ]);
});

test('each day is followed by the next business day, and a clearing at its cut-off belongs to that', () => {
  let day = settlementDayAt('visa', at('2027-01-01T00:00:00Z'));
  for (let count = 0; count < 260; count++) {
    const next = nextSettlementDay(day);
    expect(settlementDayAt('visa', day.cutoffAt)).toEqual(next);
    expect(settlementDayAt('visa', next.cutoffAt - 1)).toEqual(next);
    day = next;
  }
});

test('in live mode there is one day for all accounts, in test mode each account has its own', () => {
  const day = settlementDayAt('visa', at('2027-03-01T12:00:00Z'));
  const live = settlementDayId(day, { accountId, livemode: true });
  const own = settlementDayId(day, { accountId, livemode: false });
  expect([live, own]).toEqual(['visa:2027-03-01', 'visa:2027-03-01:acct_one']);
  for (const id of [live, own])
    expect(parseSettlementDayId(id)).toEqual({ network: 'visa', date: '2027-03-01' });
});

test('a card settles with the network of its brand', () => {
  expect([networkOf('Visa'), networkOf('MasterCard')]).toEqual(['visa', 'mastercard']);
});
