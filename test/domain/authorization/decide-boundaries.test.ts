import { describe, expect, test } from 'vitest';
import { CHECK_RESULTS } from '../../../domain/authorization/authorization.ts';
import { decide } from '../../../domain/authorization/decide.ts';
import type { AuthorizationFacts } from '../../../domain/authorization/facts.ts';
import { PIN_CHECKS, THREE_D_SECURE_RESULTS } from '../../../domain/authorization/verification.ts';
import { fundsAvailable } from '../../../domain/authorization/rules/funds.ts';
import { expiresAt } from '../../../domain/card/expiry.ts';
import { DISABLED_REASONS } from '../../../domain/cardholder/cardholder.ts';
import { good, usd, withCard, withFunds, withVerification } from './facts.ts';

const reasonOf = (facts: AuthorizationFacts): string => decide(facts).reason;

describe('a card is good until the last second of its month, and not one longer', () => {
  const juneEnds = Date.UTC(2030, 6, 1) / 1000;
  const june = withCard({ expiresAt: expiresAt(6, 2030) });
  test.each([
    ['the last second', juneEnds - 1, 'card_active'],
    ['the first second after', juneEnds, 'card_expired'],
    ['one second later', juneEnds + 1, 'card_expired'],
  ])('%s', (_when, at, reason) => expect(reasonOf({ ...june, at })).toBe(reason));
});

const BEYOND_EXACT_NUMBERS = 2n ** 60n;

describe('what is asked may be all that is available, and not one cent more', () => {
  test.each([
    ['one less than is available', 999n, 1_000n, true],
    ['exactly what is available', 1_000n, 1_000n, true],
    ['one more than is available', 1_001n, 1_000n, false],
    ['something of nothing', 1n, 0n, false],
    ['something of a negative balance', 1n, -1n, false],
    ['nothing of nothing', 0n, 0n, true],
    ['nothing of a negative balance', 0n, -1n, true],
    ['all of a huge balance', BEYOND_EXACT_NUMBERS, BEYOND_EXACT_NUMBERS, true],
    ['one more than a huge balance', BEYOND_EXACT_NUMBERS + 1n, BEYOND_EXACT_NUMBERS, false],
  ])('%s', (_what, asked, available, passed) =>
    expect(fundsAvailable.judge(withFunds(asked, available)).passed).toBe(passed),
  );
});

describe('credentials decline when they are wrong, and never because they were not given', () => {
  test.each(CHECK_RESULTS)('cvc and expiry: %s', (result) => {
    const reason = result === 'mismatch' ? 'verification_failed' : 'card_active';
    expect(reasonOf(withVerification({ cvc: result }))).toBe(reason);
    expect(reasonOf(withVerification({ expiry: result }))).toBe(reason);
  });

  test.each(PIN_CHECKS)('%s', (pin) => {
    const reason = pin.endsWith('_mismatch') ? 'verification_failed' : 'card_active';
    expect(reasonOf(withVerification({ pin }))).toBe(reason);
  });

  test.each(THREE_D_SECURE_RESULTS)('3-D Secure %s', (threeDSecure) => {
    const reason = ['failed', 'required'].includes(threeDSecure)
      ? 'verification_failed'
      : 'card_active';
    expect(reasonOf(withVerification({ threeDSecure }))).toBe(reason);
  });
});

test.each(['inactive', 'pending'] as const)(
  'an account whose card issuing is %s pays for nothing',
  (cardIssuing) =>
    expect(reasonOf({ ...good, account: { ...good.account, cardIssuing } })).toBe(
      'account_disabled',
    ),
);

test.each(DISABLED_REASONS)('a cardholder disabled for %s pays for nothing', (disabledReason) =>
  expect(reasonOf({ ...good, cardholder: { ...good.cardholder, disabledReason } })).toBe(
    'cardholder_verification_required',
  ),
);

/** Risk: a check of the card's standing that a purchase of nothing slips past. */
test('a purchase of nothing asks of the card all that any other does', () => {
  const facts = withFunds(0n, -1n);
  expect(reasonOf({ ...facts, card: { ...facts.card, status: 'canceled' } })).toBe('card_canceled');
  expect(reasonOf({ ...facts, verification: { ...facts.verification, cvc: 'mismatch' } })).toBe(
    'verification_failed',
  );
});

describe('what a merchant was promised may grow, although the card takes nothing new', () => {
  const increment = { ...good, total: usd(good.asked.minor + 1n) };
  test.each([
    ['canceled', { status: 'canceled' }, 'card_canceled', 'card_active'],
    ['inactive', { status: 'inactive' }, 'card_inactive', 'card_active'],
    ['with a blocked PIN', { pinBlocked: true }, 'pin_blocked', 'card_active'],
    ['expired', { expiresAt: good.at }, 'card_expired', 'card_expired'],
  ] as const)('a card %s', (_how, card, anew, more) => {
    expect(reasonOf(withCard(card))).toBe(anew);
    expect(reasonOf({ ...increment, card: { ...good.card, ...card } })).toBe(more);
  });
});
