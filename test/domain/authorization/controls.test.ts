import { describe, expect, test } from 'vitest';
import {
  type AuthorizationFacts,
  CONTROL_OWNERS,
  type ControlFacts,
} from '../../../domain/authorization/facts.ts';
import type { SpendingControls } from '../../../domain/spending-controls.ts';
import { controlled, failedBy, good, usd, withFunds, withMerchant } from './facts.ts';

const under = (
  controls: Partial<SpendingControls>,
  facts = good,
  used: readonly bigint[] = [],
): AuthorizationFacts => ({ ...facts, controls: [controlled('card', controls, used)] });

const present = { ...good, entry: { method: 'chip', wallet: null } } as const;

describe('lists: who is allowed is let in, who is blocked is not, and an empty list says nothing', () => {
  test.each<[string, Partial<SpendingControls>, AuthorizationFacts, readonly string[]]>([
    ['present, allowed', { allowed_card_presences: ['present'] }, present, []],
    ['not present, not allowed', { allowed_card_presences: ['present'] }, good, ['card_presence']],
    ['present, blocked', { blocked_card_presences: ['present'] }, present, ['card_presence']],
    ['not present, not blocked', { blocked_card_presences: ['present'] }, good, []],
    ['country allowed', { allowed_merchant_countries: ['US'] }, good, []],
    ['country not allowed', { allowed_merchant_countries: ['FR'] }, good, ['merchant_country']],
    ['country blocked', { blocked_merchant_countries: ['US'] }, good, ['merchant_country']],
    ['country not blocked', { blocked_merchant_countries: ['FR'] }, good, []],
    ['category allowed', { allowed_categories: ['eating_places_restaurants'] }, good, []],
    ['category not allowed', { allowed_categories: ['bakeries'] }, good, ['category']],
    ['category blocked', { blocked_categories: ['eating_places_restaurants'] }, good, ['category']],
    ['category not blocked', { blocked_categories: ['bakeries'] }, good, []],
    ['merchant allowed', { allowed_merchant_network_ids: ['1234567890'] }, good, []],
    [
      'merchant not allowed',
      { allowed_merchant_network_ids: ['1'] },
      good,
      ['merchant_network_id'],
    ],
    [
      'merchant blocked',
      { blocked_merchant_network_ids: ['1234567890'] },
      good,
      ['merchant_network_id'],
    ],
    ['nothing listed as allowed', { allowed_categories: [] }, good, []],
    ['nothing listed as blocked', { blocked_categories: [] }, good, []],
  ])('%s', (_what, controls, facts, failed) =>
    expect(failedBy(under(controls, facts))).toEqual(failed.map((check) => `card_${check}`)),
  );

  test('a country that the network does not tell is neither blocked nor allowed', () => {
    const unknown = withMerchant({ country: null });
    expect(failedBy(under({ blocked_merchant_countries: ['US'] }, unknown))).toEqual([]);
    expect(failedBy(under({ allowed_merchant_countries: ['US'] }, unknown))).toEqual([
      'card_merchant_country',
    ]);
  });

  /** Risk: a verification of nothing that puts a card on file where it may not be used. */
  test('they hold for a verification of nothing too', () =>
    expect(failedBy(under({ allowed_categories: ['bakeries'] }, withFunds(0n, 0n)))).toEqual([
      'card_category',
    ]));
});

const limit = (
  interval: SpendingControls['spending_limits'][number]['interval'],
  amount: bigint,
  categories: SpendingControls['spending_limits'][number]['categories'] = null,
): Partial<SpendingControls> => ({ spending_limits: [{ interval, amount, categories }] });

describe('limits: used and asked may be all of it, and not one cent more', () => {
  const INTERVALS = ['all_time', 'daily', 'monthly', 'weekly', 'yearly'] as const;
  test.each(INTERVALS)('%s', (interval) => {
    expect(failedBy(under(limit(interval, 3_000n), good, [2_000n]))).toEqual([]);
    expect(failedBy(under(limit(interval, 3_000n), good, [2_001n]))).toEqual([
      'card_interval_limits',
    ]);
  });

  test('one purchase by itself, whatever was used', () => {
    expect(failedBy(under(limit('per_authorization', 1_000n), good, [0n]))).toEqual([]);
    expect(failedBy(under(limit('per_authorization', 999n), good, [0n]))).toEqual([
      'card_authorization_limit',
    ]);
  });

  /** Risk: a limit of one purchase that is passed in steps. */
  test('an increment counts with what it is added to, but a window only for itself', () => {
    const increment = { ...good, total: usd(5_000n) };
    expect(failedBy(under(limit('per_authorization', 4_999n), increment, [0n]))).toEqual([
      'card_authorization_limit',
    ]);
    expect(failedBy(under(limit('daily', 5_000n), increment, [4_000n]))).toEqual([]);
  });

  test('a purchase of nothing passes every limit, also one that has been passed', () => {
    const nothing = withFunds(0n, 0n);
    expect(failedBy(under(limit('daily', 1n), nothing, [5n]))).toEqual([]);
    expect(failedBy(under(limit('per_authorization', 0n), nothing, [0n]))).toEqual([]);
  });

  test('a limit of categories counts purchases in them and stops no other', () => {
    const used = [9_999n];
    expect(failedBy(under(limit('daily', 1n, ['bakeries']), good, used))).toEqual([]);
    expect(
      failedBy(under(limit('daily', 1n, ['bakeries', 'eating_places_restaurants']), good, used)),
    ).toEqual(['card_interval_limits']);
    expect(failedBy(under(limit('daily', 1n, []), good, used))).toEqual(['card_interval_limits']);
  });

  test('of several the tightest wins, wherever it stands', () => {
    const spending_limits = [
      { interval: 'monthly', amount: 9_000n, categories: null },
      { interval: 'daily', amount: 1_500n, categories: null },
    ] as const;
    expect(failedBy(under({ spending_limits }, good, [0n, 500n]))).toEqual([]);
    expect(failedBy(under({ spending_limits }, good, [0n, 501n]))).toEqual([
      'card_interval_limits',
    ]);
  });

  test('in another currency, what the purchase counts there', () => {
    const controls = [
      {
        ...controlled('cardholder', limit('daily', 900n), [0n]),
        counts: { asked: 901n, total: 901n },
      },
    ];
    expect(failedBy({ ...good, controls })).toEqual(['cardholder_interval_limits']);
  });
});

describe('card, cardholder and program are judged alike, and all of them must pass', () => {
  const block = { blocked_merchant_countries: ['US'] };
  test.each(CONTROL_OWNERS)('%s', (owner) =>
    expect(failedBy({ ...good, controls: [controlled(owner, block)] })).toEqual([
      `${owner}_merchant_country`,
    ]),
  );

  test('the card is named before its cardholder, and the program last', () => {
    const controls: readonly ControlFacts[] = CONTROL_OWNERS.map((owner) =>
      controlled(owner, block),
    );
    expect(failedBy({ ...good, controls })).toEqual(
      CONTROL_OWNERS.map((owner) => `${owner}_merchant_country`),
    );
  });

  test('inside one set: presence, country, category, merchant, one purchase, windows', () => {
    const all: Partial<SpendingControls> = {
      allowed_card_presences: ['present'],
      ...block,
      blocked_categories: ['eating_places_restaurants'],
      blocked_merchant_network_ids: ['1234567890'],
      spending_limits: [
        { interval: 'daily', amount: 1n, categories: null },
        { interval: 'per_authorization', amount: 1n, categories: null },
      ],
    };
    expect(failedBy(under(all, good, [0n, 0n]))).toEqual([
      'card_card_presence',
      'card_merchant_country',
      'card_category',
      'card_merchant_network_id',
      'card_authorization_limit',
      'card_interval_limits',
    ]);
  });
});
