import { afterAll, beforeAll, expect, test } from 'vitest';
import { invariant } from '../../domain/invariant.ts';
import { runningDigest } from '../../infra/running-digest.ts';
import type { Advice } from '../../providers/settlement-network/port.ts';
import type { Cleared } from '../support/clearings.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { shuffled } from '../support/shuffled.ts';
import {
  ADVISED,
  CONFIRMED,
  CUTOFF,
  openSettlementLab,
  type SettlementLab,
} from './settlement-lab.ts';

/** What becomes of the rows of an honest advice before we get them. */
let tamper: (rows: readonly string[]) => readonly string[] = (rows) => rows;
let lab: SettlementLab;

beforeAll(async () => {
  lab = await openSettlementLab({
    network: (real) => ({
      fetchAdvice: async (cycle, at) => {
        const advice = await real.fetchAdvice(cycle, at);
        return advice && fileOf(tamper(await rowsOf(advice)));
      },
    }),
  });
});
afterAll(() => lab.close());

async function rowsOf({ rows }: Advice): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

function fileOf(rows: readonly string[]): Advice {
  const digest = runningDigest();
  for (const row of rows) digest.add(row);
  return {
    digest: digest.end(),
    rows: (async function* () {
      yield* rows;
    })(),
  };
}

/** Some lines twice, all of them shuffled, one left out and one with a cent more. */
const tamperWith =
  (missing: Cleared, altered: Cleared) =>
  (rows: readonly string[]): readonly string[] => {
    const [head = '', ...rest] = rows;
    const lines = rest
      .slice(0, -1)
      .filter((line) => !line.includes(missing.reference))
      .map((line) =>
        line.includes(altered.reference)
          ? line.replace(`|${altered.amount}|`, `|${altered.amount + 1n}|`)
          : line,
      );
    const told = shuffled([...lines, ...lines.filter((_line, index) => index % 20 === 0)]);
    return [head, ...told, `T|${told.length}`];
  };

/** Amounts of all sizes, every seventh of them a refund. */
const amountsOf = (count: number): readonly bigint[] =>
  Array.from({ length: count }, (_, index) => {
    const amount = BigInt(1 + ((index * 7919) % 50_000));
    return index % 7 === 6 ? -amount : amount;
  });

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

/**
 * Risk: a large file exhausts the worker, a repeated line is paid twice, or one bad line stops all others. The
 * figures are printed.
 */
test.each([200, 10_000])(
  'a day of %i clearings, told shuffled and in part twice, with one line missing and one altered, has two breaks',
  async (count) => {
    const day = await lab.open();
    const cleared = await day.clear(...amountsOf(count));
    const [missing, altered] = [cleared.at(count / 2), cleared.at(3)];
    invariant(missing && altered, 'both have cleared');
    tamper = tamperWith(missing, altered);

    const startedAt = performance.now();
    const heapBefore = process.memoryUsage().heapUsed;
    let heapMax = 0;
    const watch = setInterval(() => {
      heapMax = Math.max(heapMax, process.memoryUsage().heapUsed);
    }, 20);
    for (const at of [CUTOFF, ADVISED, CONFIRMED]) await day.goTo(at);
    clearInterval(watch);
    const seconds = (performance.now() - startedAt) / 1_000;
    const history = await day.handle().fetchHistory();

    const eventCount = history.events?.length ?? 0;
    process.stdout.write(
      `settlement day: ${count} clearings in ${Math.round(seconds * 100) / 100} s, ` +
        `heap +${megabytes(Math.max(0, heapMax - heapBefore))}, history ${eventCount} events\n`,
    );
    expect(await day.breaks()).toMatchObject(
      [
        { kind: 'missing_in_advice', transaction_id: missing.id, theirs: [] },
        {
          kind: 'amount_differs',
          transaction_id: altered.id,
          ours: [{ amount: `${altered.amount}`, currency: 'usd' }],
          theirs: [{ amount: `${altered.amount + 1n}`, currency: 'usd' }],
        },
      ].toSorted((one, other) => order(cleared, one) - order(cleared, other)),
    );
    const settled = cleared.filter(({ id }) => id !== missing.id && id !== altered.id);
    expect(await day.settlements()).toMatchObject([
      {
        status: 'complete',
        transaction_count: count - 2,
        net_amount: settled.reduce((sum, { amount }) => sum + amount, 0n),
      },
    ]);
    expect(await day.row()).toMatchObject({ status: 'in_review' });
    // Whatever the number of clearings, the workflow holds counts and ids: its history does not grow with them.
    expect(eventCount).toBeLessThan(100);
    await expectBooksInOrder(lab.database.db);
  },
);

/** Breaks are opened in the order of their references. */
function order(
  cleared: readonly Cleared[],
  { transaction_id: id }: { readonly transaction_id: string },
) {
  const references = cleared.map(({ reference }) => reference).toSorted();
  return references.indexOf(cleared.find((each) => each.id === id)?.reference ?? '');
}
