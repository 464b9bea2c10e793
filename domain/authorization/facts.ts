import type { CardStatus, CardType } from '../card/card.ts';
import type { CardholderStatus, DisabledReason } from '../cardholder/cardholder.ts';
import type { FraudAssessment } from '../fraud/model.ts';
import type { Money } from '../money.ts';
import type { SpendingControls } from '../spending-controls.ts';
import type { AuthorizationMethod, CheckResult, Wallet } from './authorization.ts';
import type { ExemptionType, PinCheck, ThreeDSecureResult } from './verification.ts';

/** Everything that a decision is made from. `decide` knows nothing else, and no clock. */
export interface AuthorizationFacts {
  /** Unix seconds, from the clock of the account. */
  readonly at: number;
  /** What of ours is broken: nothing is approved then, whatever else is known. */
  readonly fault: PlatformFault | null;
  /** What would be held now: the whole of a new purchase, the difference of an increment. */
  readonly asked: Money;
  /** With what has been approved of the same authorization before. */
  readonly total: Money;
  readonly account: {
    readonly cardIssuing: 'active' | 'inactive' | 'pending';
    readonly country: string;
    readonly cashWithdrawals: boolean;
  };
  readonly card: {
    readonly status: CardStatus;
    readonly type: CardType;
    /** The first second at which the card is no longer valid. */
    readonly expiresAt: number;
    readonly pinBlocked: boolean;
  };
  readonly cardholder: {
    readonly status: CardholderStatus;
    readonly disabledReason: DisabledReason | null;
  };
  readonly entry: { readonly method: AuthorizationMethod; readonly wallet: Wallet | null };
  readonly verification: {
    readonly cvc: CheckResult;
    readonly expiry: CheckResult;
    readonly addressLine1: CheckResult;
    readonly postalCode: CheckResult;
    readonly pin: PinCheck | null;
    readonly threeDSecure: ThreeDSecureResult | null;
    readonly exemption: ExemptionType | null;
  };
  readonly merchant: {
    readonly category: string;
    readonly country: string | null;
    readonly networkId: string;
  };
  readonly fraud: FraudFacts;
  /** Of the card, its cardholder and the program, in this order. */
  readonly controls: readonly ControlFacts[];
  /** What `CASH_LIMIT` has counted today, before this purchase. Nought where no cash is asked for. */
  readonly cashUsedToday: bigint;
  /** What can be spent from the Issuing balance of the card's currency. */
  readonly available: Money;
}

export const PLATFORM_FAULTS = ['deadline_passed', 'queue_full'] as const;
export type PlatformFault = (typeof PLATFORM_FAULTS)[number];

export const CONTROL_OWNERS = ['card', 'cardholder', 'program'] as const;
export type ControlOwner = (typeof CONTROL_OWNERS)[number];

export interface ControlFacts {
  readonly owner: ControlOwner;
  readonly controls: SpendingControls;
  /** Of each of `spending_limits`, in their order: used in its window before this purchase, minor units. */
  readonly used: readonly bigint[];
  /** `asked` and `total` in the currency of the limits. Absent: it is the card's. */
  readonly counts?: { readonly asked: bigint; readonly total: bigint };
}

export interface FraudFacts {
  readonly assessment: FraudAssessment;
  /** The cardholder has said of this merchant, within seven days, that it was he. */
  readonly verifiedByChallenge: boolean;
}
