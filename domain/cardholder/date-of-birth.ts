import { failure } from '../errors.ts';

interface DateParts {
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

/** A cardholder is older than this, in years. */
const AGE_MIN = 13;

/** Nobody older has a card; the day itself is the sandbox's match on a watch list. */
const EARLIEST = '1900-01-01';

/**
 * A birth date as it is stored, `YYYY-MM-DD`.
 *
 * @param today `YYYY-MM-DD`, in UTC: a cardholder may be refused on the birthday itself, never too early.
 * @throws `parameter_invalid` when there is no such day, or nobody of that age may hold a card.
 */
export function dateOfBirth(parts: DateParts, today: string, param: string): string {
  const { day, month, year } = parts;
  const refuse = (problem: string, part = '') =>
    failure('parameter_invalid', { problem }, { param: `${param}${part}` });

  const date = isoDate(parts);
  const instant = Date.parse(`${date}T00:00:00Z`);
  const exists = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date);
  if (!exists) throw refuse(`There is no day ${day} in month ${month} of ${year}.`, '[day]');
  if (date < EARLIEST) throw refuse(`The date must be ${EARLIEST} or later.`, '[year]');
  if (date > today) throw refuse('The date must be in the past.', '[year]');
  if (isoDate({ ...parts, year: year + AGE_MIN }) >= today)
    throw refuse(`Cardholders must be older than ${AGE_MIN} years.`, '[year]');
  return date;
}

/** Two such texts compare as their days do, 29 February between 28 February and 1 March. */
function isoDate({ day, month, year }: DateParts): string {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

const padded = (value: number, length: number) => String(value).padStart(length, '0');
