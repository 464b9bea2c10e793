import { addBusinessDays } from '../calendar/bank-calendar.ts';
import { type CivilDate, parseCivilDate } from '../calendar/civil-date.ts';
import { cutoffOn, nextCutoff } from '../calendar/cutoff.ts';
import { invariant } from '../invariant.ts';
import type { Scope } from '../scope.ts';
import { cutoffOf, isNetwork, type Network } from './network.ts';

/**
 * A network's business day: what clears from the cut-off of the business day before until its own. What
 * clears on a weekend or a holiday therefore rolls into the next business day.
 */
export interface SettlementDay {
  readonly network: Network;
  readonly date: CivilDate;
  /** Unix seconds. */
  readonly cutoffAt: number;
}

/** The day into which a clearing falls at an instant (unix seconds). */
export function settlementDayAt(network: Network, at: number): SettlementDay {
  const { at: cutoffAt, date } = nextCutoff(cutoffOf(network), at);
  return { network, date, cutoffAt };
}

/** The one after it. */
export function nextSettlementDay({ network, date }: SettlementDay): SettlementDay {
  const cutoff = cutoffOf(network);
  const next = addBusinessDays('federal_reserve', date, 1);
  return { network, date: next, cutoffAt: cutoffOn(cutoff, next) };
}

/**
 * By which a day is known everywhere. In live mode there is one for all accounts. In test mode each
 * account may live in a time of its own, so each has its own days, and they carry its name.
 */
export const settlementDayId = (
  { network, date }: Pick<SettlementDay, 'date' | 'network'>,
  { accountId, livemode }: Scope,
): string => (livemode ? `${network}:${date}` : `${network}:${date}:${accountId}`);

export function parseSettlementDayId(id: string): Pick<SettlementDay, 'date' | 'network'> {
  const [network = '', text = ''] = id.split(':');
  const date = parseCivilDate(text);
  invariant(isNetwork(network) && date !== undefined, `${id} is no settlement day`);
  return { network, date };
}

const HOUR = 3_600;

/** When the network has its advice ready, when it is late, and how often we look for it. */
export const ADVICE = {
  readyAfterSeconds: HOUR,
  lateAfterSeconds: 6 * HOUR,
  lookEverySeconds: HOUR,
} as const;
