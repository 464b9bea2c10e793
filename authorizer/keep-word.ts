/**
 * Who was told no because no decision came in time is told the truth: the books say so as well, as soon
 * as they can be written. The decline has the id of the purchase that lapsed, so that of the two only one
 * can be written: if the purchase itself was committed first, too late for its asker, the decline meets it
 * there and undoes it.
 */
import { constraintOf } from '../db/constraint.ts';
import { outageOf } from '../db/outage.ts';
import { AppError } from '../domain/errors.ts';
import { pause } from '../infra/pause.ts';
import type { Lapsed, PurchaseAnswer } from './entry.ts';
import { type Entry, patientEntry } from './entry.ts';

export interface WordKeeper {
  /**
   * Ends when the books say what the asker was told, or when that has been tried for a minute, which is
   * logged. Never fails.
   *
   * @param told its body, or absent when it was an error.
   */
  readonly keep: (lapsed: Lapsed, told: string | undefined) => Promise<void>;
  /** When nothing is left of what was begun until now. */
  readonly kept: () => Promise<void>;
}

export interface KeepingDeps {
  /** Says no when there is no room now. */
  readonly queue: { readonly add: (entry: Entry) => boolean };
  readonly undo: (lapsed: Lapsed, told: string | undefined) => Promise<unknown>;
  readonly log: { readonly error: (fields: object, message: string) => void };
}

/** As long as a Postgres takes that is started anew. */
const TRIED_MS = 60_000;
const FIRST_PAUSE_MS = 50;
const PAUSE_MS_MAX = 2_000;
/** Of those that found no place in the queue, and so can only be missing. What was begun is always kept. */
const OPEN_MAX = 5_000;

export function wordKeeper({ queue, undo, log }: KeepingDeps): WordKeeper {
  const open = new Set<Promise<void>>();

  const write = (lapsed: Lapsed): Promise<PurchaseAnswer | undefined> =>
    new Promise((answer, fail) => {
      if (!queue.add(patientEntry({ ...lapsed, answer, fail }))) answer(undefined);
    });

  async function attempt(lapsed: Lapsed, told: string | undefined): Promise<'again' | 'done'> {
    try {
      const written = await write(lapsed);
      if (written === undefined) return 'again';
      if (written.original === undefined) return 'done';
    } catch (error) {
      if (!isMet(error)) return outcomeOf(error);
    }
    try {
      await undo(lapsed, told);
      return 'done';
    } catch (error) {
      return outcomeOf(error);
    }
  }

  async function keep(lapsed: Lapsed, told: string | undefined): Promise<void> {
    const { id } = lapsed;
    const untilMs = performance.now() + TRIED_MS;
    let pauseMs = FIRST_PAUSE_MS;
    try {
      while ((await attempt(lapsed, told)) === 'again') {
        if (performance.now() > untilMs) throw new Error('Postgres was away for too long');
        // Nobody waits for it: it keeps no process alive.
        await pause(pauseMs);
        pauseMs = Math.min(2 * pauseMs, PAUSE_MS_MAX);
      }
    } catch (err) {
      log.error({ err, id }, 'what a purchase was told for want of time is not in the books');
    }
  }

  return {
    keep: (lapsed, told) => {
      if (lapsed.fault === 'queue_full' && open.size >= OPEN_MAX) return Promise.resolve();
      const kept = keep(lapsed, told);
      open.add(kept);
      return kept.finally(() => open.delete(kept));
    },
    kept: async () => void (await Promise.all(open)),
  };
}

/** The purchase is there already, as it was committed or as an endpoint is asked about it. */
const isMet = (error: unknown): boolean =>
  error instanceof AppError
    ? error.code === 'idempotency_key_in_use'
    : constraintOf(error) === 'issuing_authorization_pkey';

/** @throws what would not be better another time. */
function outcomeOf(error: unknown): 'again' | 'done' {
  if (outageOf(error)) return 'again';
  // There is no such card, or its key was used for something else: then there is nothing to write down.
  if (error instanceof AppError) return error.code === 'lock_timeout' ? 'again' : 'done';
  throw error;
}
