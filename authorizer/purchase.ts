import type { AuthorizationMethod, Wallet } from '../domain/authorization/authorization.ts';
import type {
  AmountDetailsJson,
  FleetJson,
  FuelJson,
  MerchantDataJson,
  NetworkDataJson,
  RiskJson,
  VerificationDataJson,
} from '../db/json.ts';
import type { Money } from '../domain/money.ts';

/** What a card network asks: may this card pay this merchant this much? */
export interface Purchase {
  /** The card, by its id as the asker has it. */
  readonly card: string;
  /** In the card's currency. Zero asks only whether the card is good. */
  readonly amount: bigint;
  readonly currency: Money['currency'] | undefined;
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
  /** Given back to the merchant on approval. */
  readonly authorizationCode: string;
}
