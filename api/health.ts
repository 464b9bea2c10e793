import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Clock } from '../infra/clock.ts';

/** Asked by many, answered once a second: a probe must not be a load. */
const GOOD_FOR_MS = 1_000;
/** Beyond it the answer is no. */
const PATIENCE_MS = 2_000;

interface HealthDeps {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly workerPolls: () => Promise<boolean>;
}

export type Missing = 'postgres' | 'worker';

/** What keeps this installation from serving; nothing when all is well. */
export function healthOf({
  db,
  clock,
  workerPolls,
}: HealthDeps): () => Promise<readonly Missing[]> {
  let last: { readonly atMs: number; readonly missing: Promise<readonly Missing[]> } | undefined;
  const answers = async (): Promise<boolean> => {
    await sql`select 1`.execute(db);
    return true;
  };
  const look = async (): Promise<readonly Missing[]> => {
    const [postgres, worker] = await Promise.all([holds(answers), holds(workerPolls)]);
    return [...(postgres ? [] : (['postgres'] as const)), ...(worker ? [] : (['worker'] as const))];
  };
  return () => {
    const nowMs = clock.nowMs();
    // Negative when the clock was set back: the answer is then of no known age.
    const ageMs = last ? nowMs - last.atMs : GOOD_FOR_MS;
    if (!last || ageMs < 0 || ageMs >= GOOD_FOR_MS) last = { atMs: nowMs, missing: look() };
    return last.missing;
  };
}

async function holds(condition: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false);
  });
  try {
    return await Promise.race([condition(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
