import type { AccountId } from './ids.ts';

/** Whose rows, in which mode. There is no reading and no writing without one. */
export interface Scope {
  readonly accountId: AccountId;
  readonly livemode: boolean;
}
