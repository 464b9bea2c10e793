import { createHash } from 'node:crypto';

/** The SHA-256 of rows that pass by, each with a line feed behind it: none of them is kept. */
export function runningDigest() {
  const hash = createHash('sha256');
  return {
    add: (row: string): void => void hash.update(`${row}\n`, 'utf8'),
    /** In hexadecimal digits. After it nothing can be added. */
    end: (): string => hash.digest('hex'),
  };
}
