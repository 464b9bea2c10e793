import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type * as z from 'zod';

/** What a file of ours holds; `undefined` when it is not there, or holds something else. */
export function readJsonFile<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return parseJson(readFileSync(file, 'utf8'), schema);
  } catch {
    return undefined;
  }
}

/** `undefined` for text that is not JSON, or not of that shape. */
export function parseJson<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Written aside and renamed: a reader finds the old text or the new one, never half of one. */
export function writeJsonFile(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
