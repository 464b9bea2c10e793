/**
 * Every reason, as a user of the sandbox sees it. What our own rules decline for is here, in the
 * published order; what endpoints answer is in the tests of the real-time decision.
 */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type DecisionReason,
  DECISION_REASONS,
  DECLINE_REASONS,
} from '../../../../domain/authorization/decline-reason.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

type Params = Parameters<Shop['buy']>[1];
/** What a user does before he buys, if anything, and what he buys then. */
type Way = (shop: Shop) => Promise<Stripe.Issuing.Authorization>;

const buying =
  (params: Params & { readonly condition?: string }, amount = 1_00): Way =>
  (shop) =>
    shop.buy(amount, params);

const WAYS: Readonly<Partial<Record<DecisionReason, Way>>> = {
  stripe_internal_error: buying({ condition: 'queue_full' }),
  account_disabled: buying({ condition: 'account_inactive' }),
  async card_canceled(shop) {
    await shop.stripe.issuing.cards.update(shop.card.id, { status: 'canceled' });
    return shop.buy(1_00);
  },
  card_expired: buying({ condition: 'card_expired' }),
  async pin_blocked(shop) {
    const verification_data = { cvc_check: 'match', pin_check: 'online_pin_mismatch' } as const;
    for (let times = 0; times < 3; times++) await shop.buy(1_00, { verification_data });
    return shop.buy(1_00);
  },
  async card_inactive(shop) {
    await shop.stripe.issuing.cards.update(shop.card.id, { status: 'inactive' });
    return shop.buy(1_00);
  },
  async cardholder_blocked(shop) {
    // What an operator's rejection writes: no workflow runs beside this API.
    await api.database.owner
      .updateTable('issuing_cardholder')
      .set({ status: 'blocked' })
      .where('name', '=', shop.cardholder.name)
      .execute();
    return shop.buy(1_00);
  },
  async cardholder_inactive(shop) {
    await shop.stripe.issuing.cardholders.update(shop.cardholder.id, { status: 'inactive' });
    return shop.buy(1_00);
  },
  async cardholder_verification_required(shop) {
    // Another birth date has to be screened anew.
    await shop.stripe.issuing.cardholders.update(shop.cardholder.id, {
      individual: { dob: { day: 2, month: 11, year: 1981 } },
    });
    return shop.buy(1_00);
  },
  insecure_authorization_method: buying({
    authorization_method: 'swipe',
    merchant_data: { category: 'automated_cash_disburse' },
  }),
  verification_failed: buying({ verification_data: { cvc_check: 'mismatch' } }),
  not_allowed: buying({ merchant_data: { country: 'KP' } }),
  suspected_fraud: buying({ risk_assessment: { fraud_risk: { level: 'highest' } } }),
  async spending_controls(shop) {
    await shop.stripe.issuing.cards.update(shop.card.id, {
      spending_controls: { blocked_categories: ['bakeries'] },
    });
    return shop.buy(1_00, { merchant_data: { category: 'bakeries' } });
  },
  insufficient_funds: buying({}, 1_000_01),
  network_fallback: buying({ condition: 'network_approved' }, 1_000_01),
  card_active: buying({}),
};

describe('each reason is reached by what a user can do', () => {
  test.each(Object.entries(WAYS))('%s', async (reason, way) => {
    const shop = await openShop(api, 0);
    const balance = (await shop.issuingBalance()) ?? 0;
    if (balance < 1_000_00) await shop.fund(1_000_00 - balance);
    const authorization = await way(shop);
    const approved = reason === 'card_active' || reason === 'network_fallback';
    expect(authorization).toMatchObject({
      approved,
      status: approved ? 'pending' : 'closed',
      request_history: [{ approved, reason }],
    });
  });

  test('and none is left out, but those of an endpoint', () => {
    const endpoints = DECISION_REASONS.filter((reason) => reason.startsWith('webhook_'));
    expect([...Object.keys(WAYS), ...endpoints].toSorted()).toEqual(
      [...DECISION_REASONS].toSorted(),
    );
    expect(Object.keys(WAYS).slice(0, DECLINE_REASONS.length)).toEqual(DECLINE_REASONS);
  });
});
