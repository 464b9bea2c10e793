import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { latenciesOf } from './statistics/percentiles.ts';

/** What the figures are figures of. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Of the disk that holds the data: how long one small write takes until it is safe. */
  readonly fdatasyncMs: number;
  /** In memory nothing is safe and everything is fast: figures made so are for nobody. */
  readonly isInMemory: boolean;
}

const SETTINGS = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'shared_buffers',
  'max_wal_size',
  'wal_compression',
] as const;

const TMPFS = 0x01021994;
const WRITES = 200;

export async function describeMachine(database: pg.Client, directory: string): Promise<Machine> {
  const settings = await database.query<{ name: string; value: string }>(
    `select name, current_setting(name) as value from unnest($1::text[]) name`,
    [[...SETTINGS]],
  );
  const version = await database.query<{ server_version: string }>('show server_version');
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    postgres: version.rows[0]?.server_version ?? 'unknown',
    settings: Object.fromEntries(settings.rows.map(({ name, value }) => [name, value])),
    fdatasyncMs: measureFdatasync(directory),
    isInMemory: statfsSync(directory).type === TMPFS,
  };
}

/** The median of many writes of one page, each made safe, one after the other: as a commit does it. */
function measureFdatasync(directory: string): number {
  const file = path.join(directory, 'fdatasync');
  const page = Buffer.alloc(8192, 1);
  const handle = openSync(file, 'w');
  const samples = Array.from({ length: WRITES }, () => {
    const began = performance.now();
    writeSync(handle, page, 0, page.length, 0);
    fdatasyncSync(handle);
    return performance.now() - began;
  });
  closeSync(handle);
  rmSync(file);
  return latenciesOf(samples).p50Ms;
}
