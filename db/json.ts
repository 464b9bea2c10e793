/** The shapes inside `jsonb` columns. Amounts are text, because JSON numbers lose cents beyond 2^53. */
import type { CheckResult } from '../domain/authorization/authorization.ts';
import type { RiskLevel } from '../domain/fraud/model.ts';
import type {
  EXEMPTION_CLAIMANTS,
  EXEMPTION_TYPES,
  PinCheck,
  ThreeDSecureResult,
} from '../domain/authorization/verification.ts';
import type { SpendingControls } from '../domain/spending-controls.ts';

/** `bigint` as it stands in JSON: its decimal digits. */
type Stored<T> = T extends bigint
  ? string
  : T extends readonly (infer E)[]
    ? readonly Stored<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Stored<T[K]> }
      : T;

/** Merchant ids are younger than the others: rows of before name none. */
type YoungerControls = 'allowed_merchant_network_ids' | 'blocked_merchant_network_ids';
export type SpendingControlsJson = Omit<Stored<SpendingControls>, YoungerControls> &
  Partial<Pick<Stored<SpendingControls>, YoungerControls>>;

export interface MerchantDataJson {
  readonly category: string;
  readonly category_code: string;
  readonly city: string | null;
  readonly country: string | null;
  readonly name: string | null;
  readonly network_id: string;
  readonly postal_code: string | null;
  readonly state: string | null;
  readonly tax_id: string | null;
  readonly terminal_id: string | null;
  readonly url: string | null;
}

export interface NetworkDataJson {
  readonly acquiring_institution_id: string | null;
  readonly system_trace_audit_number: string | null;
  readonly transaction_id: string | null;
}

export interface TransactionNetworkDataJson {
  readonly authorization_code: string | null;
  /** `YYYY-MM-DD`. */
  readonly processing_date: string | null;
  readonly transaction_id: string | null;
}

export interface VerificationDataJson {
  readonly address_line1_check: CheckResult;
  readonly address_postal_code_check: CheckResult;
  readonly authentication_exemption: {
    readonly claimed_by: (typeof EXEMPTION_CLAIMANTS)[number];
    readonly type: (typeof EXEMPTION_TYPES)[number];
  } | null;
  readonly cvc_check: CheckResult;
  readonly expiry_check: CheckResult;
  /** Null: no PIN was entered. */
  readonly pin_check: PinCheck | null;
  readonly postal_code: string | null;
  readonly three_d_secure: { readonly result: ThreeDSecureResult } | null;
}

export interface RequestHistoryEntryJson {
  readonly amount: string;
  /** Absent in what was decided before it was kept; so is the score. */
  readonly amount_details?: AmountDetailsJson | null;
  readonly approved: boolean;
  readonly authorization_code: string | null;
  /** Unix seconds. */
  readonly created: number;
  readonly currency: string;
  readonly merchant_amount: string;
  readonly merchant_currency: string;
  readonly network_risk_score?: number | null;
  readonly reason: string;
  readonly reason_message: string | null;
  /** Unix seconds. */
  readonly requested_at: number | null;
}

export type { AuthorizationTraceJson } from '../domain/authorization/trace.ts';

/** Minor units as text. */
export interface AmountDetailsJson {
  readonly atm_fee: string | null;
  readonly cashback_amount: string | null;
}

/** What a decision endpoint has been asked: of an increment, the difference. */
export interface PendingRequestJson {
  readonly amount: string;
  readonly amount_details: AmountDetailsJson | null;
  readonly currency: string;
  readonly is_amount_controllable: boolean;
  readonly merchant_amount: string;
  readonly merchant_currency: string;
  readonly network_risk_score: number | null;
  /** From here on told to nobody: what whoever resolves the request needs, also after a crash. */
  readonly authorization_code: string;
  /** Unix seconds, by the account's time. */
  readonly requested_at: number;
  /** Of the request that asked, whose answer is still to come. Null: it gave no key. */
  readonly request_id: string | null;
  readonly idempotency_key: string | null;
}

/** Merchant amount × rate = card amount, both in major units. */
export interface ConversionJson {
  /** A decimal number. */
  readonly rate: string;
  /** `YYYY-MM-DD`: the day whose rate it is. */
  readonly date: string;
}

export interface RiskJson {
  readonly fraud_risk: { readonly level: RiskLevel; readonly score: number | null } | null;
  readonly card_testing_risk: {
    readonly level: RiskLevel;
    readonly invalid_account_number_decline_rate_past_hour: number | null;
    readonly invalid_credentials_decline_rate_past_hour: number | null;
  } | null;
  readonly merchant_dispute_risk: {
    readonly level: RiskLevel;
    readonly dispute_rate: number | null;
  } | null;
  readonly fraud_disputability_likelihood: string | null;
}

export interface FraudChallengeJson {
  readonly channel: 'sms';
  readonly status: 'expired' | 'pending' | 'rejected' | 'undeliverable' | 'verified';
  readonly undeliverable_reason: 'no_phone_number' | 'unsupported_phone_number' | null;
  /** Unix seconds: unanswered until then, it expires. */
  readonly expires_at: number;
}

export interface FraudWarningJson {
  /** Unix seconds. */
  readonly started_at: number;
  readonly type:
    | 'card_testing_exposure'
    | 'fraud_dispute_filed'
    | 'third_party_reported'
    | 'user_indicated_fraud';
}

/** Decimal numbers are text. */
export interface FuelJson {
  readonly industry_product_code: string | null;
  readonly quantity_decimal: string | null;
  readonly type: string | null;
  readonly unit: string | null;
  readonly unit_cost_decimal: string | null;
}

export interface FleetJson {
  readonly cardholder_prompt_data: {
    readonly alphanumeric_id: string | null;
    readonly driver_id: string | null;
    readonly odometer: number | null;
    readonly unspecified_id: string | null;
    readonly user_id: string | null;
    readonly vehicle_number: string | null;
  } | null;
  readonly purchase_type: string | null;
  readonly reported_breakdown: {
    readonly fuel: { readonly gross_amount_decimal: string | null } | null;
    readonly non_fuel: { readonly gross_amount_decimal: string | null } | null;
    readonly tax: {
      readonly local_amount_decimal: string | null;
      readonly national_amount_decimal: string | null;
    } | null;
  } | null;
  readonly service_type: string | null;
}

/** What a merchant says of what he sold. Decimal numbers and amounts are text. */
export interface PurchaseDetailsJson {
  readonly fleet: FleetJson | null;
  readonly flight: FlightJson | null;
  readonly fuel: FuelJson | null;
  readonly lodging: { readonly check_in_at: number | null; readonly nights: number | null } | null;
  readonly receipt: readonly ReceiptLineJson[] | null;
  readonly reference: string | null;
}

export interface FlightJson {
  /** Unix seconds. */
  readonly departure_at: number | null;
  readonly passenger_name: string | null;
  readonly refundable: boolean | null;
  readonly segments: readonly FlightSegmentJson[] | null;
  readonly travel_agency: string | null;
}

export interface FlightSegmentJson {
  readonly arrival_airport_code: string | null;
  readonly carrier: string | null;
  readonly departure_airport_code: string | null;
  readonly flight_number: string | null;
  readonly service_class: string | null;
  readonly stopover_allowed: boolean | null;
}

export interface ReceiptLineJson {
  readonly description: string | null;
  readonly quantity: string | null;
  readonly total: string | null;
  readonly unit_cost: string | null;
}

/** One attempt to deliver an event to an endpoint, by the account's time. */
export interface DeliveryAttemptJson {
  /** Unix seconds. */
  readonly at: number;
  readonly durationMs: number;
  /** What the endpoint answered. Null: nothing. */
  readonly httpStatus: number | null;
  /** Why it failed, in a sentence. Null: it succeeded. */
  readonly error: string | null;
}

/** By the signature of a limit: its interval and its categories. */
export type SpendingCountersJson = Readonly<Record<string, SpendingCounterJson>>;
export interface SpendingCounterJson {
  /** Unix seconds at which the counted window began. */
  readonly window: number;
  /** Minor units, as text. */
  readonly used: string;
  /** It counts, but history before it was made is not in it yet: the name of this beginning. */
  readonly partial?: string;
}

/** For the fraud model, in the row of a card chain; in that of a cardholder, whom he has vouched for. */
export interface VelocityJson {
  /** Unix seconds of the last purchase. */
  readonly at: number;
  readonly attempts: number;
  readonly declines: number;
  readonly amount: number;
  /** Merchants that the cardholder has said yes to, and until when (Unix seconds). */
  readonly verified?: readonly { readonly merchant: string; readonly until: number }[];
}

/** JSON has no `bigint`. Text keeps it exact; a number would round it without a word. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  );
