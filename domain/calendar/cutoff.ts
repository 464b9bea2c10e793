import { isBusinessDay, type BankCalendar } from './bank-calendar.ts';
import { addDays, type CivilDate } from './civil-date.ts';
import { civilDateAt, instantOf, type TimeOfDay, type Zone } from './zone.ts';

/** A time of day at which a file leaves: what comes later goes with the next one. */
export interface Cutoff {
  readonly time: TimeOfDay;
  readonly zone: Zone;
  /** On whose working days it leaves; every day without one. */
  readonly calendar?: BankCalendar;
}

/** The cut-offs of the rails that we use (contract, annex C). */
export const CUTOFFS = {
  ach: { time: '20:30', zone: 'America/New_York', calendar: 'federal_reserve' },
  bacs: { time: '22:30', zone: 'Europe/London', calendar: 'england_and_wales' },
  sepa: { time: '16:00', zone: 'Europe/Berlin', calendar: 'target' },
} as const satisfies Readonly<Record<string, Cutoff>>;

export interface CutoffInstant {
  /** Unix seconds. */
  readonly at: number;
  /** The day of the zone's calendar on which it lies. */
  readonly date: CivilDate;
}

/** The first instant of a cut-off after `at`. What arrives in its very second has missed it. */
export function nextCutoff(cutoff: Cutoff, at: number): CutoffInstant {
  let date = civilDateAt(at, cutoff.zone);
  while (!leavesOn(cutoff, date) || cutoffOn(cutoff, date) <= at) date = addDays(date, 1);
  return { at: cutoffOn(cutoff, date), date };
}

const leavesOn = ({ calendar }: Cutoff, date: CivilDate): boolean =>
  calendar === undefined || isBusinessDay(calendar, date);

/** The instant of a cut-off on a day. */
export const cutoffOn = ({ time, zone }: Cutoff, date: CivilDate): number =>
  instantOf(date, time, zone);
