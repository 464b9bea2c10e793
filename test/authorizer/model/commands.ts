import fc from 'fast-check';

export const CARDS = 4;

/** Two cards of one chain, a third of the same cardholder, and one of another cardholder. */
export const CHAINS: readonly number[] = [0, 0, 2, 3];
export const CARDHOLDERS: readonly number[] = [0, 0, 0, 1];

/** The last card cancels itself with this payment. */
export const PAYMENTS_MAX = 4;
export const COUNTING_CARD = 3;

export const PLACES = {
  restaurant: 'eating_places_restaurants',
  /** Holds for 31 days instead of 7. */
  airline: 'airlines_air_carriers',
  cash: 'automated_cash_disburse',
  pump: 'automated_fuel_dispensers',
} as const;
export type Place = keyof typeof PLACES;
export const ALL_PLACES: readonly Place[] = ['restaurant', 'airline', 'cash', 'pump'];

export type Abroad = 'eur' | 'jpy' | 'kwd';
export type Interval = 'all_time' | 'daily' | 'monthly' | 'per_authorization' | 'weekly' | 'yearly';

export interface Limit {
  readonly amount: number;
  readonly interval: Interval;
  readonly places: readonly Place[];
}

export interface Buy {
  readonly kind: 'buy';
  readonly card: number;
  readonly place: Place;
  readonly pin: 'match' | 'mismatch' | 'none';
  /** In smallest units of `abroad`, or cents. */
  readonly amount: number;
  readonly abroad: Abroad | null;
}

/** `pick` chooses among what was there when the round began. */
export type Command =
  | Buy
  | { readonly kind: 'buyWithNoCard' }
  | { readonly kind: 'finalize' | 'increment'; readonly pick: number; readonly amount: number }
  | { readonly kind: 'refund' | 'reverse'; readonly pick: number; readonly amount: number | null }
  | { readonly kind: 'expire'; readonly pick: number }
  | {
      readonly kind: 'capture';
      readonly pick: number;
      readonly amount: number | null;
      readonly close: boolean;
    }
  | {
      readonly kind: 'forceCapture' | 'unlinkedRefund';
      readonly card: number;
      readonly amount: number;
      readonly place: Place;
    }
  | { readonly kind: 'fund'; readonly amount: number }
  | {
      readonly kind: 'setCard';
      readonly card: number;
      readonly status: 'active' | 'canceled' | 'inactive';
    }
  | {
      readonly kind: 'limit';
      readonly owner: 'card' | 'cardholder' | 'program';
      /** Which card, or which cardholder. */
      readonly which: number;
      readonly limits: readonly Limit[];
    };

/** A command and the process that is asked to do it. */
export interface Asked {
  readonly command: Command;
  readonly process: 0 | 1;
}

/** What is done at once, after so much time has passed. */
export interface Round {
  readonly waitHours: number;
  readonly asked: readonly Asked[];
}

export interface Story {
  /** Two days before a year, a month and a week end, or before a month does. */
  readonly start: string;
  readonly funds: number;
  readonly rounds: readonly Round[];
}

const card = fc.nat(CARDS - 1);
const pick = fc.nat(200);
const place = fc.constantFrom<Place>('restaurant', 'restaurant', ...ALL_PLACES);

/** Cents that round badly, prices, what a hotel takes, and what no card of ours pays. */
const amounts = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 900 }) },
  { weight: 3, arbitrary: fc.integer({ min: 5_000, max: 30_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(999_999, 1_000_000, 1_000_001) },
);
const perhaps = fc.option(amounts, { nil: null });
const orNought = fc.oneof(
  { weight: 9, arbitrary: amounts },
  { weight: 1, arbitrary: fc.constant(0) },
);

const buy: fc.Arbitrary<Buy> = fc
  .record({
    kind: fc.constant('buy' as const),
    card,
    place,
    pin: fc.oneof(
      { weight: 8, arbitrary: fc.constant('none' as const) },
      { weight: 4, arbitrary: fc.constant('match' as const) },
      { weight: 1, arbitrary: fc.constant('mismatch' as const) },
    ),
    amount: orNought,
    abroad: fc.constantFrom<Abroad | null>(null, null, null, 'eur', 'jpy', 'kwd'),
  })
  .map((one) => {
    // What a pump asks before it knows what will be tanked; and a machine that asks for the PIN.
    if (one.place === 'pump' && one.amount % 2 === 0) return { ...one, amount: 100 };
    return one.place === 'cash' && one.amount % 4 > 0 ? { ...one, pin: 'match' as const } : one;
  });

const limit: fc.Arbitrary<Limit> = fc.record({
  amount: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 100, max: 2_500 }) },
    { weight: 1, arbitrary: fc.integer({ min: 2_500, max: 80_000 }) },
  ),
  interval: fc.constantFrom<Interval>(
    'all_time',
    'daily',
    'daily',
    'monthly',
    'per_authorization',
    'weekly',
    'yearly',
  ),
  places: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray([...ALL_PLACES], { minLength: 1 }) },
  ),
});

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 26, arbitrary: buy },
  { weight: 1, arbitrary: fc.constant({ kind: 'buyWithNoCard' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('increment' as const), pick, amount: amounts }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('finalize' as const), pick, amount: orNought }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      kind: fc.constant('capture' as const),
      pick,
      amount: perhaps,
      close: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('reverse' as const), pick, amount: perhaps }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('expire' as const), pick }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('refund' as const), pick, amount: perhaps }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('forceCapture' as const, 'unlinkedRefund' as const),
      card,
      amount: amounts,
      place,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fund' as const), amount: amounts }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('setCard' as const),
      card,
      status: fc.constantFrom('active', 'active', 'active', 'active', 'inactive', 'canceled'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('limit' as const),
      owner: fc.constantFrom('card', 'cardholder', 'program'),
      which: fc.nat(CARDS - 1),
      limits: fc.array(limit, { maxLength: 3 }),
    }),
  },
);

const asked: fc.Arbitrary<Asked> = fc.record({ command, process: fc.constantFrom(0, 1) });

/** From noon, so that midnights are met, and whole weeks, so that holds lapse. */
const waitHours = fc.oneof(
  { weight: 8, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constantFrom(6, 12, 24, 36) },
  { weight: 1, arbitrary: fc.constantFrom(7 * 24, 31 * 24) },
);

/** Purchases that are each affordable, and not all of them: most of them in one batch. */
const rush: fc.Arbitrary<Asked> = fc.record({
  process: fc.constantFrom(0, 0, 1),
  command: fc.record({
    kind: fc.constant('buy' as const),
    card,
    place: fc.constant('restaurant' as const),
    pin: fc.constant('none' as const),
    amount: fc.integer({ min: 300, max: 900 }),
    abroad: fc.constant(null),
  }),
});

/** Three wrong PINs at one card. */
const guesses: fc.Arbitrary<readonly Asked[]> = card.map((guessed) =>
  [0, 1, 0].map((process) => ({
    process: process === 0 ? 0 : 1,
    command: {
      kind: 'buy',
      card: guessed,
      place: 'restaurant',
      pin: 'mismatch',
      amount: 100,
      abroad: null,
    },
  })),
);

const round: fc.Arbitrary<Round> = fc.record({
  waitHours,
  asked: fc.oneof(
    { weight: 12, arbitrary: fc.array(asked, { minLength: 1, maxLength: 1 }) },
    { weight: 4, arbitrary: fc.array(asked, { minLength: 2, maxLength: 5 }) },
    { weight: 2, arbitrary: fc.array(rush, { minLength: 3, maxLength: 5 }) },
    { weight: 1, arbitrary: guesses },
  ),
});

export const stories: fc.Arbitrary<Story> = fc.record({
  start: fc.constantFrom('2027-12-30T12:00:00.500Z', '2027-02-27T12:00:00.500Z'),
  funds: fc.constantFrom(2_000, 20_000, 100_000),
  rounds: fc.array(round, { minLength: 8, maxLength: 18, size: 'max' }),
});
