import { lockCardForPurchase } from '../db/cards/lock-for-purchase.ts';
import type { IssuingCardholderRow, IssuingCardRow } from '../db/database.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { AuthorizationFacts } from '../domain/authorization/facts.ts';
import { PIN_FAILURES_MAX } from '../domain/authorization/verification.ts';
import { expiresAt } from '../domain/card/expiry.ts';
import { requirementsOf } from '../domain/cardholder/requirements.ts';
import type { CardAccounts } from '../domain/ledger/templates.ts';
import { available } from '../domain/ledger/accounts.ts';
import { money } from '../domain/money.ts';
import { type Asked, amountsOf, type Purchase } from './purchase.ts';

export interface Gathered {
  readonly amounts: Asked;
  readonly facts: AuthorizationFacts;
  readonly card: IssuingCardRow;
  readonly cardholder: IssuingCardholderRow;
  readonly accounts: CardAccounts;
}

/** Locks the card, then the balance, and reads every fact that the decision needs. */
export async function gather(work: UnitOfWork, purchase: Purchase): Promise<Gathered> {
  const { card, cardholder, account } = await lockCardForPurchase(work, purchase.card);
  const { currency } = card;
  const amounts = amountsOf(purchase, currency);
  const codes = ['issuing_balance', 'network_settlement'] as const;
  const books = await lockLedgerAccounts(work, currency, codes);
  const funds = books.issuing_balance;
  const { verificationData } = purchase;
  return {
    amounts,
    card,
    cardholder,
    accounts: { funds: funds.id, settlement: books.network_settlement.id },
    facts: {
      at: Math.floor(work.now.getTime() / 1000),
      fault: null,
      asked: amounts.asked,
      total: amounts.asked,
      account: {
        cardIssuing: account.card_issuing,
        country: account.country,
        cashWithdrawals: true,
      },
      card: {
        status: card.status,
        type: card.type,
        expiresAt: expiresAt(card.exp_month, card.exp_year),
        pinBlocked: card.pin_failures >= PIN_FAILURES_MAX,
      },
      cardholder: {
        status: cardholder.status,
        disabledReason: requirementsOf(cardholder).disabledReason,
      },
      entry: { method: purchase.method, wallet: purchase.wallet },
      verification: {
        cvc: verificationData.cvc_check,
        expiry: verificationData.expiry_check,
        addressLine1: verificationData.address_line1_check,
        postalCode: verificationData.address_postal_code_check,
        exemption: verificationData.authentication_exemption?.type ?? null,
        pin: verificationData.pin_check,
        threeDSecure: verificationData.three_d_secure?.result ?? null,
      },
      merchant: {
        category: purchase.merchantData.category,
        country: purchase.merchantData.country,
        networkId: purchase.merchantData.network_id,
      },
      fraud: {
        assessment: { score: 0, contributions: [] },
        verifiedByChallenge: false,
      },
      controls: [],
      cashUsedToday: 0n,
      available: money(available(funds), currency),
    },
  };
}
