/** The shapes inside `jsonb` columns. Amounts are text, because JSON numbers lose cents beyond 2^53. */
import type { CheckResult } from '../domain/authorization/authorization.ts';
import type { TraceEntry } from '../domain/authorization/decide.ts';
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

export type SpendingControlsJson = Stored<SpendingControls>;

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
  readonly approved: boolean;
  readonly authorization_code: string | null;
  /** Unix seconds. */
  readonly created: number;
  readonly currency: string;
  readonly merchant_amount: string;
  readonly merchant_currency: string;
  readonly reason: string;
  readonly reason_message: string | null;
  /** Unix seconds. */
  readonly requested_at: number | null;
}

export interface AuthorizationTraceJson {
  readonly checks: readonly Stored<TraceEntry>[];
  /** Milliseconds that each stage took. */
  readonly stages: { readonly gather: number; readonly decide: number };
}

/** JSON has no `bigint`. Text keeps it exact; a number would round it without a word. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  );
