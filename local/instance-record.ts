import { rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const instanceRecord = z.object({
  baseUrl: z.string(),
  secretKey: z.string(),
  country: z.string(),
  temporalNamespace: z.string(),
  /** Absent when the Temporal server is not ours. */
  temporalUiPort: z.int().optional(),
});

/** How a running instance is used: written down for `npm run demo`, while it serves. */
export type InstanceRecord = Readonly<z.output<typeof instanceRecord>>;

export function writeInstanceRecord(dataDirectory: string, record: InstanceRecord): void {
  writeJsonFile(fileIn(dataDirectory), record);
}

export function removeInstanceRecord(dataDirectory: string): void {
  rmSync(fileIn(dataDirectory), { force: true });
}

export function readInstanceRecord(dataDirectory: string): InstanceRecord | undefined {
  return readJsonFile(fileIn(dataDirectory), instanceRecord);
}

function fileIn(dataDirectory: string): string {
  return path.join(dataDirectory, 'instance.json');
}
