import type { ReturnCode } from '../../domain/bank-account/return-code.ts';
import type { Currency, Money } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Secret } from '../../domain/secret.ts';

/**
 * The bank that moves our money, over whatever rail serves the currency. It is asked, and never calls:
 * each answer that is not final says when it is worth asking again. Every question carries the time
 * at which it is asked, unix seconds, because an account may live by a test clock.
 *
 * Every question may fail with `service_unavailable`: then it is asked again.
 */
export interface Bank {
  /** When an order of this kind would leave, and be done. Nothing is promised by asking. */
  readonly timetable: (question: TimetableQuestion) => Promise<Timetable>;

  /** Pulls money. May be repeated with the same key: then it is done once, under the same reference. */
  readonly submitDebit: (order: Order) => Promise<Reference>;
  readonly debitStatus: (question: StatusQuestion) => Promise<DebitStatus>;

  /** Pays money out, with the same promise. */
  readonly submitCredit: (order: Order) => Promise<Reference>;
  readonly creditStatus: (question: StatusQuestion) => Promise<CreditStatus>;

  /**
   * Sends a transfer that has come in back to where it came from, under the bank's own reference. May be
   * repeated with the same key: then it goes back once, under the same reference.
   */
  readonly returnCredit: (credit: ReturnedCredit) => Promise<Reference>;

  /**
   * Sends two small amounts, which only those see who read the statements of the account. The same
   * key gives the same answer.
   */
  readonly sendMicroDeposits: (order: Omit<Order, 'amount'>) => Promise<MicroDeposits>;
}

export type OrderKind = 'credit' | 'debit' | 'instant_credit' | 'micro_deposits';

export interface TimetableQuestion {
  readonly scope: Scope;
  readonly kind: OrderKind;
  readonly currency: Currency;
  /** When the order could leave at the earliest. */
  readonly at: number;
  /** The account lives by a test clock: the calendar of banks is kept, whatever a sandbox does otherwise. */
  readonly onTestClock: boolean;
}

export interface Timetable {
  /** Until then an order can be taken back, because it has not been submitted: then its file leaves. */
  readonly cutoffAt: number;
  /** A debit's money can be used; a credit has arrived; micro-deposits are seen. */
  readonly doneAt: number;
}

/** How a bank names an account. It goes to the bank and nowhere else, into no log and no workflow. */
export interface Coordinates {
  readonly country: string;
  /** A routing number or a sort code; an IBAN needs none. */
  readonly routingNumber: string | null;
  /** An account number or an IBAN. */
  readonly accountNumber: Secret<string>;
  readonly holderName: string | null;
}

export interface Order {
  readonly scope: Scope;
  /** Names the business act. */
  readonly idempotencyKey: string;
  readonly account: Coordinates;
  readonly amount: Money;
  /** As it was told when the order was made, so that each repetition is the same. */
  readonly timetable: Timetable;
  /** Shown on the owner's statement. */
  readonly statementDescriptor: string | null;
}

export interface ReturnedCredit {
  readonly scope: Scope;
  /** Names the business act. */
  readonly idempotencyKey: string;
  /** Under which the bank told that it came. */
  readonly bankReference: string;
  readonly amount: Money;
}

/** The bank's name for an order. It says nothing about whom it concerns. */
export type Reference = string;

export interface StatusQuestion {
  readonly scope: Scope;
  readonly reference: Reference;
  readonly at: number;
}

/** Not the end: until no return is possible any more `settled` and `paid` say when to ask again. */
interface Unfinished<S extends string> {
  readonly status: S;
  readonly askAgainAt?: number;
}
interface Pending {
  readonly status: 'pending';
  readonly askAgainAt: number;
}
interface Returned {
  readonly status: 'returned';
  readonly code: ReturnCode;
}
export type DebitStatus = Pending | Returned | Unfinished<'settled'>;
export type CreditStatus = Pending | Returned | Unfinished<'paid'>;

export type MicroDeposits =
  | {
      readonly status: 'sent';
      /** In minor units. */
      readonly amounts: Secret<readonly [number, number]>;
      /** Stands on the statement beside a single cent, for those who are asked for it instead. */
      readonly descriptorCode: Secret<string>;
    }
  | { readonly status: 'refused'; readonly code: ReturnCode };
