import path from 'node:path';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from '../json-file.ts';

const connectionSchema = z.object({ port: z.int().min(0).max(65_535), password: z.string() });

/** How the embedded Postgres is reached. Kept beside it, readable by the owner of the data directory only. */
export type Connection = Readonly<z.output<typeof connectionSchema>>;

export const SUPERUSER = 'cardwright';

export function databaseUrlOf({ port, password }: Connection): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
}

export function readConnection(dataDirectory: string): Connection | undefined {
  return readJsonFile(fileIn(dataDirectory), connectionSchema);
}

export function writeConnection(dataDirectory: string, connection: Connection): void {
  writeJsonFile(fileIn(dataDirectory), connection);
}

function fileIn(dataDirectory: string): string {
  return path.join(dataDirectory, 'postgres.json');
}
