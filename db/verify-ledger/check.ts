import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../database.ts';

/** One thing that must be true of the books. */
export interface Check {
  /** What was checked, in the plural: it follows a count. */
  readonly subjects: string;
  readonly countSubjects: RawBuilder<{ readonly count: bigint }>;
  /** Each row names an object that is wrong, and says in what. None when the books are right. */
  readonly findWrong: RawBuilder<Finding>;
}

export interface Finding {
  /** The id of the ledger account, authorization or issuing transaction; a transfer is `movement/leg`. */
  readonly object: string;
  readonly problem: string;
}

export interface CheckResult {
  readonly subjects: string;
  readonly count: bigint;
  readonly wrong?: Finding;
}

/** The first wrong object, by its id, and no more: Postgres streams, and one row leaves it. */
export async function runCheck(
  db: Kysely<Database>,
  { subjects, countSubjects, findWrong }: Check,
): Promise<CheckResult> {
  const counted = await countSubjects.execute(db);
  const found = await sql<Finding>`
    select object, problem from (${findWrong}) as finding order by object limit 1
  `.execute(db);
  const [wrong] = found.rows;
  return { subjects, count: counted.rows[0]?.count ?? 0n, ...(wrong && { wrong }) };
}
