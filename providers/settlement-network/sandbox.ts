/**
 * A network that remembers what it has cleared, and tells it an hour after the cut-off. It is right, except
 * about amounts that stand for its mistakes, so that each kind of break can be seen. A clearing that was
 * carried over from another day it gets right.
 */
import { failure } from '../../domain/errors.ts';
import { type AdviceRow, formatAdviceRow } from '../../domain/settlement/advice.ts';
import { ADVICE, settlementDayAt } from '../../domain/settlement/day.ts';
import { runningDigest } from '../../infra/running-digest.ts';
import type { Advice, SettlementCycle, SettlementNetwork } from './port.ts';

/** A clearing that passed through the network. Positive: the network wants it. */
export interface PassedClearing {
  readonly reference: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly clearedAt: Date;
}

/** What has passed through it on a day, read anew each time. */
type Memory = (day: string) => AsyncIterable<PassedClearing>;

/** Amounts of a capture that it gets wrong (minor units), and what it tells instead. */
const MISTAKES: ReadonlyMap<bigint, (passed: PassedClearing) => readonly PassedClearing[]> =
  new Map(
    Object.entries({
      666_601: () => [],
      666_602: (passed: PassedClearing) => [more(passed)],
      666_603: (passed: PassedClearing) => [passed, passed],
      666_604: (passed: PassedClearing) => [passed, more(passed)],
      666_605: (passed: PassedClearing) => [
        passed,
        { ...passed, reference: `X${passed.reference}` },
      ],
    }).map(([amount, tell]) => [BigInt(amount), tell] as const),
  );

const more = (passed: PassedClearing): PassedClearing => ({
  ...passed,
  amount: passed.amount + 1n,
});

/** It answers for nobody in live mode: there its advice would be our own word. */
export const sandboxSettlementNetwork = (memory: Memory): SettlementNetwork => ({
  async fetchAdvice(cycle: SettlementCycle, at: number): Promise<Advice | undefined> {
    if (cycle.scope.livemode)
      throw failure('service_unavailable', {
        problem: 'No card network is configured for live mode.',
      });
    if (at < cycle.cutoffAt + ADVICE.readyAfterSeconds) return undefined;
    const digest = runningDigest();
    for await (const row of adviceRows(cycle, memory)) digest.add(row);
    return { digest: digest.end(), rows: adviceRows(cycle, memory) };
  },
});

async function* adviceRows(cycle: SettlementCycle, memory: Memory): AsyncGenerator<string> {
  const { network, date } = cycle;
  yield formatAdviceRow({ kind: 'head', network, date });
  let count = 0;
  for await (const passed of memory(cycle.day))
    for (const { reference, amount, currency } of told(passed, cycle)) {
      count += 1;
      const row: AdviceRow = { kind: 'line', line: { reference, amount, currency } };
      yield formatAdviceRow(row);
    }
  yield formatAdviceRow({ kind: 'end', count });
}

function told(
  passed: PassedClearing,
  { network, date }: SettlementCycle,
): readonly PassedClearing[] {
  const clearedAt = Math.floor(passed.clearedAt.getTime() / 1_000);
  const isOfThisDay = settlementDayAt(network, clearedAt).date === date;
  const mistake = isOfThisDay ? MISTAKES.get(passed.amount) : undefined;
  return mistake ? mistake(passed) : [passed];
}
