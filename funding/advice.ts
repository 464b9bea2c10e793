import type { Network } from '../domain/funding/rails.ts';
import type { Destination } from '../domain/funding/financial-address.ts';
import type { Money } from '../domain/money.ts';

/** What a bank tells of a transfer that has arrived. It may tell it any number of times. */
export interface BankCreditAdvice {
  /** Which bank tells: its references are unique. A simulated one is named after its account. */
  readonly advisedBy: string;
  readonly bankReference: string;
  readonly network: Network;
  readonly amount: Money;
  /** As the sender wrote it, and where it leads, if it is well-formed. */
  readonly address: string;
  readonly destination: Destination | undefined;
  /** What the sender says it is for. */
  readonly reference: string | null;
  readonly senderName: string | null;
  /** The sender may be on a watch list: the identity provider was asked before. */
  readonly isSenderListed: boolean;
}
