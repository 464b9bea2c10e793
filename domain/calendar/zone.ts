/**
 * The wall clocks by which banks close. Summer time follows the law's rule instead of the machine's
 * tables: a workflow that waits for a cut-off must compute the same instant again when its history is
 * replayed on another machine in another year. Tests hold the rules against `Intl`.
 */
import { dayNumber, dateOfDay, lastWeekday, nthWeekday, type CivilDate } from './civil-date.ts';

const HOUR = 3600;
const DAY = 86_400;
const SUNDAY = 0;

export type Zone = 'America/New_York' | 'Europe/Berlin' | 'Europe/London' | 'UTC';

interface WallClock {
  /** Seconds ahead of UTC in winter. */
  readonly standardOffset: number;
  /** The seconds, unix, between which a year's summer time lies: it ends before the second one. */
  readonly summer?: (year: number) => readonly [from: number, until: number];
}

const startOf = (date: CivilDate): number => dayNumber(date) * DAY;

/** Directive 2000/84/EC, and The Summer Time Order 2002 of the UK: last Sundays, at 01:00 UTC. */
const europeanSummer = (year: number) =>
  [
    startOf(lastWeekday({ year, month: 3, weekday: SUNDAY })) + HOUR,
    startOf(lastWeekday({ year, month: 10, weekday: SUNDAY })) + HOUR,
  ] as const;

/** Energy Policy Act of 2005, 15 U.S.C. § 260a: from 2007, at 02:00 of the wall clock. */
const americanSummer = (year: number) =>
  [
    startOf(nthWeekday({ year, month: 3, weekday: SUNDAY }, 2)) + 7 * HOUR,
    startOf(nthWeekday({ year, month: 11, weekday: SUNDAY }, 1)) + 6 * HOUR,
  ] as const;

const WALL_CLOCKS: Readonly<Record<Zone, WallClock>> = {
  'America/New_York': { standardOffset: -5 * HOUR, summer: americanSummer },
  'Europe/Berlin': { standardOffset: HOUR, summer: europeanSummer },
  'Europe/London': { standardOffset: 0, summer: europeanSummer },
  UTC: { standardOffset: 0 },
};

/** Seconds by which the zone's wall clock is ahead of UTC at an instant. Right from 2007 on. */
export function offsetAt(at: number, zone: Zone): number {
  const { standardOffset, summer } = WALL_CLOCKS[zone];
  if (!summer) return standardOffset;
  const [from, until] = summer(new Date(at * 1000).getUTCFullYear());
  return at >= from && at < until ? standardOffset + HOUR : standardOffset;
}

/** The day that the zone's calendar shows at an instant. */
export const civilDateAt = (at: number, zone: Zone): CivilDate =>
  dateOfDay(Math.floor((at + offsetAt(at, zone)) / DAY));

/** A time of day on the wall clock, `20:30`. */
export type TimeOfDay = `${number}:${number}`;

/**
 * The instant at which the zone's wall clock shows this time on this day. In the hour that the clock
 * shows twice it is the second one; the hour that it leaves out counts back from where it goes on.
 */
export function instantOf(date: CivilDate, time: TimeOfDay, zone: Zone): number {
  const [hours, minutes] = time.split(':').map(Number);
  const { standardOffset } = WALL_CLOCKS[zone];
  const inWinter = startOf(date) + (hours ?? 0) * HOUR + (minutes ?? 0) * 60 - standardOffset;
  return offsetAt(inWinter, zone) === standardOffset ? inWinter : inWinter - HOUR;
}

/** Midnight, where the day begins. */
export const startOfDay = (date: CivilDate, zone: Zone): number => instantOf(date, '00:00', zone);
