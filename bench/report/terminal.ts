import type { Results } from '../results.ts';
import { type Table, machineSentence, tablesOf } from './tables.ts';

/** Everything that a run found, for a terminal. */
export const terminalLines = (results: Results): readonly string[] => [
  '',
  machineSentence(results),
  ...tablesOf(results).flatMap((one) => ['', ...inColumns(one)]),
  '',
];

export function inColumns({ head, rows }: Table): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_cell, column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  return all.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
