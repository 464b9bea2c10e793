import { type AppError, failure } from '../domain/errors.ts';
import { sqlStateOf } from './retry.ts';

/** Contention that did not end within the bounds of `openPool` and `retryTransient`. */
const CONTENTION = new Set(['40001', '40P01', '55P03']);

/**
 * Postgres is away, starting, stopping, full, slow or read-only after a failover: in each case the
 * transaction did not commit, or nobody can say, and the same request may succeed later.
 */
const AWAY = new Set([
  '53000',
  '53100',
  '53200',
  '53300',
  '53400',
  '25006',
  '25P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
]);

/** The driver gives these neither a code nor a class: their words are all there is. */
const AWAY_WORDS =
  /^(timeout exceeded when trying to connect|Connection terminated\b|Client (was closed|has encountered a connection error) and is not queryable)/;

/** The failure that the caller should be told when Postgres could not serve; `undefined`: not such a case. */
export function outageOf(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined;
  const state = sqlStateOf(error);
  if (state !== undefined && CONTENTION.has(state))
    return failure('lock_timeout', { object: 'object' }, { cause: error });
  const away =
    state === undefined
      ? AWAY_WORDS.test(error.message)
      : AWAY.has(state) || state.startsWith('08');
  return away
    ? failure(
        'service_unavailable',
        { problem: 'The database cannot be reached.' },
        { cause: error },
      )
    : undefined;
}
