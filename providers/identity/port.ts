import type { CardholderType } from '../../domain/cardholder/cardholder.ts';
import type { ScreeningMove } from '../../domain/cardholder/screening.ts';
import type { CardholderId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';

/** Personal data: it goes to the provider and nowhere else, into no log and no workflow. */
export interface Person {
  readonly type: CardholderType;
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string | null;
  readonly country: string;
}

export type ScreeningVerdict = Extract<ScreeningMove, 'match' | 'pass'>;

/** Searches the watch lists (sanctions, politically exposed persons) for one cardholder. */
export interface IdentityScreening {
  /**
   * May be asked again for the same request and then gives the same verdict.
   * @throws `service_unavailable` when it cannot answer now: the caller asks again.
   */
  readonly screen: (request: {
    readonly scope: Scope;
    readonly cardholderId: CardholderId;
    /** Names the business act, for a provider that takes an idempotency key. */
    readonly idempotencyKey: string;
    readonly person: Person;
  }) => Promise<ScreeningVerdict>;
}

/** Searches the watch lists for whoever sent us money, by the name that his bank gives. */
export interface SenderScreening {
  /** @throws `service_unavailable` when it cannot answer now: the caller asks again. */
  readonly screenSender: (sender: {
    readonly scope: Scope;
    readonly name: string;
  }) => Promise<ScreeningVerdict>;
}
