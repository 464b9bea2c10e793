import type { Interval } from './commands.ts';

const startOfDay = (at: number): Date => {
  const day = new Date(at * 1000);
  day.setUTCHours(0, 0, 0, 0);
  return day;
};

/** When the calendar window of a second began, and when it is over: in UTC, weeks from Sunday. */
export function windowOf(interval: Interval, at: number): readonly [number, number] {
  const [from, until] = [startOfDay(at), startOfDay(at)];
  if (interval === 'daily') until.setUTCDate(until.getUTCDate() + 1);
  if (interval === 'weekly') {
    from.setUTCDate(from.getUTCDate() - from.getUTCDay());
    until.setTime(from.getTime());
    until.setUTCDate(until.getUTCDate() + 7);
  }
  if (interval === 'monthly') {
    from.setUTCDate(1);
    until.setUTCMonth(until.getUTCMonth() + 1, 1);
  }
  if (interval === 'yearly') {
    from.setUTCMonth(0, 1);
    until.setUTCFullYear(until.getUTCFullYear() + 1, 0, 1);
  }
  if (interval === 'all_time') return [0, Infinity];
  return [from.getTime() / 1000, until.getTime() / 1000];
}
