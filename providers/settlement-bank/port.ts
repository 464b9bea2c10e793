import type { Currency } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';

/** What a network and we owe each other for a day, in one currency. */
export interface NetworkPayment {
  readonly scope: Scope;
  /** Names the business act: the bank moves money for it once, however often it is told. */
  readonly key: string;
  readonly currency: Currency;
  /** Minor units. Positive: we pay. Negative: we are paid. */
  readonly amount: bigint;
}

export interface SubmittedPayment extends NetworkPayment {
  /** Given by the bank, and on its statement. */
  readonly reference: string;
  /** Unix seconds. */
  readonly submittedAt: number;
}

export type PaymentFate =
  | { readonly status: 'confirmed' }
  /** Unix seconds: before that, the bank will say nothing else. */
  | { readonly status: 'pending'; readonly lookAgainAt: number };

/** What has moved on our settlement account under one reference. Positive: it went out. */
export interface StatementLine {
  readonly amount: bigint;
  readonly currency: string;
}

/** The bank through which we settle with card networks. `at` is the account's time, in unix seconds. */
export interface SettlementBank {
  /**
   * Tells the bank to pay, or that we shall be paid.
   * @throws `service_unavailable` when it cannot be told now: the caller tells it again, with the same key.
   */
  readonly submit: (
    payment: NetworkPayment,
    at: number,
  ) => Promise<Pick<SubmittedPayment, 'reference'>>;
  /** What has become of it. */
  readonly lookUp: (payment: SubmittedPayment, at: number) => Promise<PaymentFate>;
  /** The lines of the statement under its reference. None before it was confirmed. */
  readonly statementLines: (
    payment: SubmittedPayment,
    at: number,
  ) => Promise<readonly StatementLine[]>;
}
