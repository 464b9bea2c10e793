/** What pgbench prints of a run: `tps = 3456.789 (without initial connection time)`. */
export function readPerSecond(printed: string): number {
  const [, text] = /^tps = ([\d.]+)/m.exec(printed) ?? [];
  if (text === undefined) throw new Error(`pgbench printed no rate:\n${printed}`);
  return Number(text);
}

/** `pgbench 18.1`, from `pgbench (PostgreSQL) 18.1 (Debian 18.1-1)`. */
export const readVersion = (printed: string): string =>
  `pgbench ${/\(PostgreSQL\) (\S+)/.exec(printed)?.[1] ?? ''}`.trim();
