import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Network } from '../../domain/settlement/network.ts';

/** A settlement day, as we and the network both know it. */
export interface SettlementCycle {
  readonly scope: Scope;
  /** Ours: `domain/settlement/day.ts`. */
  readonly day: string;
  readonly network: Network;
  readonly date: CivilDate;
  /** Unix seconds. */
  readonly cutoffAt: number;
}

/** A file of the network. What it says is told row by row, because it may be of any size. */
export interface Advice {
  /** SHA-256 of the rows, each with a line feed behind it, as the network announces it: 64 hexadecimal digits. */
  readonly digest: string;
  /** As `domain/settlement/advice.ts` reads them. */
  readonly rows: AsyncIterable<string>;
}

/** Tells what a card network counts for a day: the clearings that it wants to be paid, or gives back. */
export interface SettlementNetwork {
  /**
   * Reads only, so it may be asked at any time and any number of times.
   *
   * @param at unix seconds, of the account.
   * @returns the newest file of the day; `undefined` when there is none yet.
   * @throws `service_unavailable` when it cannot answer now: the caller asks again.
   */
  readonly fetchAdvice: (cycle: SettlementCycle, at: number) => Promise<Advice | undefined>;
}
