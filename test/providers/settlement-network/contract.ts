import { expect, test } from 'vitest';
import { parseAdviceRow } from '../../../domain/settlement/advice.ts';
import { runningDigest } from '../../../infra/running-digest.ts';
import type {
  SettlementCycle,
  SettlementNetwork,
} from '../../../providers/settlement-network/port.ts';

/** What any network must keep to, whoever is behind the port. */
export function holdsForSettlementNetwork(
  network: SettlementNetwork,
  { cycle, readyAt }: { readonly cycle: SettlementCycle; readonly readyAt: number },
): void {
  test('there is no advice before it is ready', async () => {
    expect(await network.fetchAdvice(cycle, readyAt - 1)).toBeUndefined();
  });

  test('an advice has a head, lines and an end, and is what its digest announces, however often it is fetched', async () => {
    for (let time = 0; time < 2; time++) {
      const advice = await network.fetchAdvice(cycle, readyAt);
      const kinds: string[] = [];
      const digest = runningDigest();
      for await (const row of advice?.rows ?? []) {
        kinds.push(parseAdviceRow(row)?.kind ?? 'none');
        digest.add(row);
      }
      expect(kinds.at(0)).toBe('head');
      expect(kinds.at(-1)).toBe('end');
      expect(new Set(kinds.slice(1, -1))).toEqual(new Set(['line']));
      expect(digest.end()).toBe(advice?.digest);
    }
  });
}
