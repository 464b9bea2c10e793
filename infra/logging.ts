import { type DestinationStream, pino } from 'pino';

export type Logger = pino.Logger;

interface LogOptions {
  readonly level: string;
  /** Which process speaks. */
  readonly name: string;
  readonly destination?: DestinationStream;
}

/**
 * JSON, a line an entry, with ISO time: a reader sees when without counting, and milliseconds since
 * 1970 would look like a card number. What is logged is chosen by the caller; this only makes sure
 * that no card number and no row of the database slips through.
 */
export function createLogger({ level, name, destination }: LogOptions): Logger {
  const options = {
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: toLogged },
    hooks: { streamWrite: scrub },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Longer chains of causes are cut: a cause may be its own. */
const CAUSES_MAX = 5;

/** Of an error only what describes it. A driver's error also holds the row that it was about. */
function toLogged(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const facts = ['code', 'constraint', 'table', 'routine'].flatMap((key) => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' ? [[key, value] as const] : [];
  });
  return {
    type: name,
    message,
    ...Object.fromEntries(facts),
    stack,
    ...(cause !== undefined && depth < CAUSES_MAX && { cause: toLogged(cause, depth + 1) }),
  };
}

/** 14 to 19 digits, perhaps in groups: what a card number looks like. */
const CARD_NUMBER_LIKE = /(?<![\d.])\d(?:[ -]?\d){13,18}(?!\d)/g;

/** Every digit becomes a 9, so that a line is still JSON where a number stood. */
const scrub = (line: string): string =>
  line.replaceAll(CARD_NUMBER_LIKE, (text) =>
    hasCheckDigit(text.replaceAll(/\D/g, '')) ? text.replaceAll(/\d/g, '9') : text,
  );

/** Luhn: every second digit from the right counts double. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}
