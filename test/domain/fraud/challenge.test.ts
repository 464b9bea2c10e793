import { describe, expect, test } from 'vitest';
import { answer, challengeFor, isLapsed } from '../../../domain/fraud/challenge.ts';
import { suspicionOf } from '../../../domain/fraud/suspicion.ts';
import { isVouchedFor, type Vouched, vouchedAfter } from '../../../domain/fraud/vouched.ts';

const AT = 1_800_000_000;
const HOUR = 3_600;
const asked = challengeFor('+14155550123', AT);

describe('whom a text message reaches', () => {
  test.each([
    ['+14155550123', 'pending', null],
    ['+447700900123', 'pending', null],
    ['+4915112345678', 'undeliverable', 'unsupported_phone_number'],
    ['+353851234567', 'undeliverable', 'unsupported_phone_number'],
    ['4155550123', 'undeliverable', 'unsupported_phone_number'],
    ['', 'undeliverable', 'no_phone_number'],
    [null, 'undeliverable', 'no_phone_number'],
  ])('%s: %s', (phone, status, undeliverable_reason) =>
    expect(challengeFor(phone, AT)).toMatchObject({
      channel: 'sms',
      status,
      undeliverable_reason,
    }),
  );
});

describe('an answer', () => {
  test.each([
    [true, 'verified'],
    [false, 'rejected'],
  ])('confirmed %o: %s', (confirmed, status) =>
    expect(answer(asked, confirmed, AT).status).toBe(status),
  );

  test('counts until the last second of the hour, and not after', () => {
    expect(answer(asked, true, AT + HOUR - 1).status).toBe('verified');
    expect(() => answer(asked, true, AT + HOUR)).toThrow('it is expired');
    expect([HOUR - 1, HOUR].map((after) => isLapsed(asked, AT + after))).toEqual([false, true]);
  });

  test.each([
    ['verified', answer(asked, true, AT)],
    ['rejected', answer(asked, false, AT)],
    ['undeliverable', challengeFor(null, AT)],
  ])('is refused when the challenge is %s', (status, challenge) => {
    expect(() => answer(challenge, true, AT)).toThrow(`it is ${status}`);
    expect(isLapsed(challenge, AT + HOUR)).toBe(false);
  });

  test('is refused where nothing was asked', () =>
    expect(() => answer(undefined, true, AT)).toThrow('has no fraud challenge'));
});

describe('a merchant that was vouched for', () => {
  const WEEK = 7 * 86_400;
  const vouched = vouchedAfter([], 'm1', AT);

  test.each([
    ['at once', 'm1', AT, true],
    ['until the last second of the week', 'm1', AT + WEEK - 1, true],
    ['and not after', 'm1', AT + WEEK, false],
    ['and no other', 'm2', AT, false],
  ])('%s', (_when, merchant, at, expected) =>
    expect(isVouchedFor(vouched, merchant, at)).toBe(expected),
  );

  test('a second yes begins a new week, and stands once', () =>
    expect(vouchedAfter(vouched, 'm1', AT + 60)).toEqual([
      { merchant: 'm1', until: AT + 60 + WEEK },
    ]));

  /** Risk: a list that every purchase of a cardholder reads, and that only grows. */
  test('the list is short: what is over goes, and then the oldest', () => {
    expect(vouchedAfter(vouched, 'm2', AT + WEEK).map(({ merchant }) => merchant)).toEqual(['m2']);
    let many: readonly Vouched[] = [];
    for (let index = 0; index < 30; index++) many = vouchedAfter(many, `m${index}`, AT + index);
    expect(many).toHaveLength(20);
    expect([many[0]?.merchant, many.at(-1)?.merchant]).toEqual(['m29', 'm10']);
  });

  test('nobody has vouched where nothing was kept', () =>
    expect(isVouchedFor(undefined, 'm1', AT)).toBe(false));
});

const facts = (signal: 'card_testing' | 'network_risk') => ({
  at: AT,
  fraud: {
    assessment: { score: 80, contributions: [{ signal, points: 80, seen: 'highest' }] },
    verifiedByChallenge: false,
  },
});

describe('what follows from a suspicion', () => {
  const suspected = { reason: 'suspected_fraud' } as const;

  test('the cardholder is asked', () =>
    expect(suspicionOf(facts('network_risk'), suspected, '+14155550123')).toEqual({
      challenges: [asked],
      warning: null,
    }));

  test('and where a card is being tested, the card has a warning', () =>
    expect(suspicionOf(facts('card_testing'), suspected, null)?.warning).toEqual({
      started_at: AT,
      type: 'card_testing_exposure',
    }));

  test('another reason raises none, whatever the score', () =>
    expect(
      suspicionOf(facts('card_testing'), { reason: 'card_inactive' }, '+14155550123'),
    ).toBeUndefined());
});
