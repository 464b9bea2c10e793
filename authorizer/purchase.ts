import { type Asked, askedOf } from '../domain/authorization/asked.ts';
import type { AuthorizationMethod, Wallet } from '../domain/authorization/authorization.ts';
import type { Condition } from '../domain/authorization/condition.ts';
import type { MerchantCurrency } from '../domain/exchange/currencies.ts';
import type { ExchangeRates } from '../providers/exchange-rates/port.ts';
import type {
  AmountDetailsJson,
  FleetJson,
  FuelJson,
  MerchantDataJson,
  NetworkDataJson,
  RiskJson,
  VerificationDataJson,
} from '../db/json.ts';
import type { Currency } from '../domain/money.ts';

export type { Asked };

/** What a card network asks: may this card pay this merchant this much? */
export interface Purchase {
  /** The card, by its id as the asker has it. */
  readonly card: string;
  /** In the card's currency. Zero asks only whether the card is good. Absent: the merchant's amount says it. */
  readonly amount: bigint | undefined;
  readonly currency: Currency | undefined;
  /** In the merchant's currency. Absent: it is that of the card. */
  readonly merchantAmount: bigint | undefined;
  readonly merchantCurrency: MerchantCurrency | undefined;
  /** By which the merchant's amount is converted: those of the day on which it is asked. */
  readonly rates: ExchangeRates;
  /** Whether the terminal can go on with less than it asks for. */
  readonly isAmountControllable: boolean;
  readonly amountDetails: AmountDetailsJson | null;
  readonly fleet: FleetJson | null;
  readonly fuel: FuelJson | null;
  readonly risk: RiskJson | null;
  readonly method: AuthorizationMethod;
  readonly merchantData: MerchantDataJson;
  readonly networkData: NetworkDataJson;
  readonly verificationData: VerificationDataJson;
  readonly wallet: Wallet | null;
  /** What a user of the sandbox supposes. Null: nothing. */
  readonly condition: Condition | null;
  /** Given back to the merchant on approval. */
  readonly authorizationCode: string;
}

/**
 * What would be held for a purchase, and what it is in the merchant's money.
 *
 * @throws `parameter_missing` or `parameter_invalid` for amounts that this card cannot pay.
 */
export const amountsOf = (purchase: Purchase, cardCurrency: Currency, at: Date): Asked =>
  askedOf(
    {
      amount: purchase.amount,
      currency: purchase.currency,
      merchantAmount: purchase.merchantAmount,
      merchantCurrency: purchase.merchantCurrency,
      category: purchase.merchantData.category,
      details: {
        atmFee: minorOf(purchase.amountDetails?.atm_fee),
        cashback: minorOf(purchase.amountDetails?.cashback_amount),
      },
      rates: purchase.rates.inForceAt(at),
    },
    cardCurrency,
  );

const minorOf = (text: string | null | undefined): bigint | null =>
  text === null || text === undefined ? null : BigInt(text);
