import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import { getDay, lockDay, setDay, standingOf } from '../../db/settlements/day.ts';
import {
  acceptFile,
  beginFile,
  type FileOfDay,
  insertLines,
  refuseFile,
} from '../../db/settlements/files.ts';
import type { SettlementDayRow } from '../../db/tables/settlement.ts';
import { type AdviceLine, parseAdviceRow } from '../../domain/settlement/advice.ts';
import { type DayStanding, canReadAdvice } from '../../domain/settlement/standing.ts';
import { runningDigest } from '../../infra/running-digest.ts';
import type { Advice } from '../../providers/settlement-network/port.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { inUnitOfWork } from '../unit-of-work.ts';
import {
  cycleOf,
  type OneDay,
  scopeOf,
  seconds,
  type SettlementDeps,
  standingNow,
} from './deps.ts';
import { nameBreaks } from './match.ts';

/** Lines that are written at once. No more of a file is ever in memory. */
const BATCH = 1_000;

/**
 * Takes in what the network says of a day. The same file again is known by its digest and is not read; a file
 * that is cut off, changed on its way or of another day counts for nothing and halts the day.
 */
export async function readAdvice(
  deps: SettlementDeps,
  day: OneDay,
  beat: () => void,
): Promise<DayStanding> {
  const row = await getDay(deps.db, scopeOf(day), day.dayId);
  if (!canReadAdvice(row.status)) return standingOf(deps.db, row);
  const now = await inUnitOfWork(deps, scopeOf(day), async (work) => work.now);
  const advice = await deps.settlement.network.fetchAdvice(cycleOf(row), seconds(now));
  if (!advice) return standingOf(deps.db, row);
  const file = { day: row, digest: advice.digest };
  const isNews = await beginFile(deps.db, file, now);
  const read = isNews && (await readRows(deps, { file, rows: advice.rows, at: now }, beat));
  const standing = await settleFile(deps, file, read);
  // What was settled stays settled: what a later file says otherwise is for the same person to look into.
  if (standing.status === 'in_review' && isNews)
    await nameBreaks(deps, row, { leaveOut: false, beat });
  return standingNow(deps, day);
}

interface Reading extends Pick<Advice, 'rows'> {
  readonly file: FileOfDay & { readonly day: SettlementDayRow };
  readonly at: Date;
}

/** How many lines there were, or why the file counts for nothing. */
type Read = { readonly count: number } | { readonly problem: string };

async function readRows(
  { db }: WorkDeps,
  { file, rows, at }: Reading,
  beat: () => void,
): Promise<Read> {
  const digest = runningDigest();
  const form = formOf(file.day);
  let batch: AdviceLine[] = [];
  const write = async (): Promise<void> => {
    await insertLines(db, file, { lines: batch, at });
    batch = [];
    beat();
  };
  for await (const text of rows) {
    digest.add(text);
    const line = form.take(text);
    if (line) batch.push(line);
    if (form.problem() !== undefined) break;
    if (batch.length === BATCH) await write();
  }
  await write();
  const problem = form.end();
  if (problem !== undefined) return { problem };
  if (digest.end() !== file.digest)
    return { problem: 'What came is not what the network announced: its digest differs.' };
  return { count: form.count() };
}

/** Head, lines, end, in this order, and of the right day. */
function formOf({ network, business_date }: SettlementDayRow) {
  let rowCount = 0;
  let lineCount = 0;
  let hasEnded = false;
  let problem: string | undefined;
  const refuse = (what: string): undefined => {
    problem ??= `Row ${rowCount} ${what}.`;
    return undefined;
  };
  function take(text: string): AdviceLine | undefined {
    rowCount += 1;
    const row = parseAdviceRow(text);
    if (row === undefined) return refuse('is no row of an advice');
    if (hasEnded) return refuse('comes after the end');
    if ((row.kind === 'head') !== (rowCount === 1)) return refuse('is not where a head stands');
    if (row.kind === 'line') {
      lineCount += 1;
      return row.line;
    }
    if (row.kind === 'head' && (row.network !== network || row.date !== business_date))
      return refuse(`is the head of ${row.network} ${row.date}, another day`);
    if (row.kind === 'end') {
      hasEnded = true;
      if (row.count !== lineCount) return refuse(`promises ${row.count} lines, ${lineCount} came`);
    }
    return undefined;
  }
  return {
    take,
    problem: () => problem,
    end: () => problem ?? (hasEnded ? undefined : `The file breaks off after ${rowCount} rows.`),
    count: () => lineCount,
  };
}

/** The lines of a file begin to count, or are forgotten, in one database transaction with what the day does next. */
function settleFile(
  deps: WorkDeps,
  file: Reading['file'],
  read: Read | false,
): Promise<DayStanding> {
  const { account_id: accountId, livemode, id: dayId } = file.day;
  return inUnitOfWork(deps, { accountId, livemode }, async (work) => {
    const row = await lockDay(work.trx, work.scope, dayId);
    if (read !== false && 'problem' in read) {
      await refuseFile(work.trx, file);
      // After the matching a bad file changes nothing.
      if (!waitsForAdvice(row)) return standingOf(work.trx, row);
      const change = { status: 'halted', problem: read.problem } as const;
      return standingOf(work.trx, await setDay(work.trx, row, change));
    }
    // A file that was accepted before is as good as a new one.
    if (read !== false) await acceptFile(work.trx, file, read.count);
    return standingOf(work.trx, await useAdvice(work, row));
  });
}

/** A day that waits for an advice has one now. */
async function useAdvice(work: UnitOfWork, row: SettlementDayRow): Promise<SettlementDayRow> {
  return waitsForAdvice(row) ? setDay(work.trx, row, { status: 'matching' }) : row;
}

const waitsForAdvice = ({ status }: SettlementDayRow): boolean =>
  status === 'awaiting_advice' || status === 'halted';
