import { randomBytes, randomInt } from 'node:crypto';

/** A whole number from 0 to below `below`, each as likely as the others and none to be foreseen. */
export const randomBelow = (below: number): number => randomInt(below);

/** From 0 up to 1: for spreading retries, where nothing is to be kept secret. */
export const randomFraction = (): number => Math.random();

/** A call to the kernel costs as much for four thousand bytes as for four. */
const POOL_BYTES = 4_096;
let pool = Buffer.alloc(0);

/** Bytes that nobody else gets and nobody can guess. */
export function freshBytes(count: number): Buffer {
  if (pool.length < count) pool = randomBytes(Math.max(POOL_BYTES, count));
  const bytes = pool.subarray(0, count);
  pool = pool.subarray(count);
  return bytes;
}
