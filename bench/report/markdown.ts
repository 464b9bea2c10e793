import type { Results } from '../results.ts';
import { type Table, machineSentence, tablesOf } from './tables.ts';

/** Everything that a run found, as README.md shows it. */
export const markdownOf = (results: Results): string =>
  [machineSentence(results), ...tablesOf(results).map(markdownTable)].join('\n\n');

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export function markdownTable({ head, rows }: Table): string {
  const rule = `|${head.map((_cell, index) => (index === 0 ? '---|' : '---:|')).join('')}`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
