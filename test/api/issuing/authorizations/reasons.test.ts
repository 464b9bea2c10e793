/** Every reason, as a user of the sandbox sees it, in the published order. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decide } from '../../../../domain/authorization/decide.ts';
import {
  type DecisionReason,
  DECISION_REASONS,
  DECLINE_REASONS,
} from '../../../../domain/authorization/decline-reason.ts';
import { fromTrace } from '../../../../domain/authorization/trace.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import {
  answering,
  type Behaviour,
  openEndpoint,
  silent,
  type TestEndpoint,
} from '../../../support/decision-endpoint.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let endpoint: TestEndpoint;
beforeAll(async () => {
  api = await openTestApi();
  endpoint = await openEndpoint();
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
  await endpoint.close();
});

type Params = Parameters<Shop['buy']>[1];
/** What a user does before he buys, if anything, and what he buys then. */
type Way = (shop: Shop) => Promise<Stripe.Issuing.Authorization>;

const buying =
  (params: Params & { readonly condition?: string }, amount = 1_00): Way =>
  (shop) =>
    shop.buy(amount, params);

/** With a decision endpoint that does this. */
const asking =
  (behaviour: Behaviour): Way =>
  async (shop) => {
    endpoint.behave(behaviour);
    const { webhookEndpoints } = shop.stripe;
    const enabled_events = ['issuing_authorization.request'] as const;
    const { id } = await webhookEndpoints.create({
      url: endpoint.url,
      enabled_events: [...enabled_events],
    });
    const authorization = await shop.buy(1_00);
    await webhookEndpoints.del(id);
    return authorization;
  };

const WAYS: Readonly<Record<DecisionReason, Way>> = {
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
  webhook_approved: asking(answering({ approved: true })),
  webhook_declined: asking(answering({ approved: false })),
  webhook_error: asking(answering('nonsense')),
  webhook_timeout: asking(silent),
};
const APPROVED: readonly string[] = ['network_fallback', 'card_active', 'webhook_approved'];

describe('each reason is reached by what a user can do', () => {
  test.each(Object.entries(WAYS))('%s', async (reason, way) => {
    const shop = await openShop(api, 0);
    const balance = (await shop.issuingBalance()) ?? 0;
    if (balance < 1_000_00) await shop.fund(1_000_00 - balance);
    const authorization = await way(shop);
    const approved = APPROVED.includes(reason);
    expect(authorization).toMatchObject({
      approved,
      status: approved ? 'pending' : 'closed',
      request_history: [{ approved, reason }],
    });
  });

  test('and none is left out', () => {
    expect(Object.keys(WAYS)).toEqual(DECISION_REASONS);
  });
});

/** Risk: a row whose trace says something else than its caller was told. */
test('every decision that was written comes out of its trace alone', async () => {
  const rows = await api.database.db
    .selectFrom('issuing_authorization')
    .select(['trace', 'request_history'])
    .execute();
  expect(rows.length).toBeGreaterThanOrEqual(DECISION_REASONS.length);
  for (const { trace, request_history: told } of rows) {
    const kept = fromTrace(trace).flatMap((entry) => entry.kept ?? []);
    const outcomes = kept.filter(({ provisional }) => !provisional);
    expect(outcomes.map(({ approved, reason }) => ({ approved, reason }))).toEqual(
      told.map(({ approved, reason }) => ({ approved, reason })),
    );
    for (const { facts, reason, provisional } of kept)
      if (facts && (provisional || isOfOurRules(reason)))
        expect(decide(facts).reason).toBe(provisional ? 'card_active' : reason);
  }
});

const isOfOurRules = (reason: DecisionReason): boolean =>
  reason === 'card_active' || DECLINE_REASONS.some((each) => each === reason);
