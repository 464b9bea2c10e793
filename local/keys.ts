import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../infra/config.ts';
import { Problem } from './problem.ts';

export interface Keys {
  readonly masterKey: string;
  readonly operatorKey: string;
  readonly secretKey: string;
  /** Where a person finds the operator key, which is never printed. */
  readonly operatorKeyPlace: string;
}

/**
 * The keys that the environment names, and for the rest those of the data directory, made by the
 * first start. Live mode gets none: its master key must be one that somebody else keeps too.
 */
export function ensureKeys(dataDirectory: string, config: Config): Keys {
  const secretKey =
    config.CARDWRIGHT_SECRET_KEY ?? keep(path.join(dataDirectory, 'secret.key'), makeSecretKey);
  if (secretKey.startsWith('sk_live_') && config.CARDWRIGHT_MASTER_KEY === undefined)
    throw new Problem(
      'Set CARDWRIGHT_MASTER_KEY: a key that is generated here would be the only copy, and live cards would be lost with it.',
    );
  const operatorKeyFile = path.join(dataDirectory, 'operator.key');
  return {
    masterKey:
      config.CARDWRIGHT_MASTER_KEY ??
      keep(path.join(dataDirectory, 'master.key'), () => randomBytes(32).toString('base64')),
    operatorKey:
      config.CARDWRIGHT_OPERATOR_KEY ??
      keep(operatorKeyFile, () => randomBytes(24).toString('hex')),
    secretKey,
    operatorKeyPlace:
      config.CARDWRIGHT_OPERATOR_KEY === undefined ? operatorKeyFile : 'CARDWRIGHT_OPERATOR_KEY',
  };
}

/** Reads a key, or makes it once. Only its owner can read the file. */
function keep(file: string, make: () => string): string {
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, `${make()}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  const key = readFileSync(file, 'utf8').trim();
  if (key === '') throw new Problem(`${file} is empty: restore it, or remove it to get a new key.`);
  return key;
}

function makeSecretKey(): string {
  return `sk_test_${randomBytes(24).toString('hex')}`;
}
