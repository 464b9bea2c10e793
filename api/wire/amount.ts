import { invariant } from '../../domain/invariant.ts';

/** Minor units as a JSON number. Beyond 2^53 a reader would lose cents without a word. */
export function toWireAmount(minor: bigint): number {
  const amount = Number(minor);
  invariant(Number.isSafeInteger(amount), 'an amount on the wire is a safe integer');
  return amount;
}

/** Unix seconds. */
export const toWireTime = (at: Date): number => Math.floor(at.getTime() / 1000);
