import { randomInt } from 'node:crypto';
import { checkDigit } from '../../domain/card/luhn.ts';

/** What a card network writes on a request so that all who handle it can find it again. */
export interface NetworkStamp {
  readonly authorizationCode: string;
  readonly systemTraceAuditNumber: string;
  readonly transactionId: string;
}

const digits = (count: number): string =>
  Array.from({ length: count }, () => randomInt(10)).join('');

/** The sandbox's network. Its numbers have the right length and, as with the real ones, may repeat. */
export const stampRequest = (): NetworkStamp => ({
  authorizationCode: `S${digits(6)}`,
  systemTraceAuditNumber: digits(6),
  transactionId: digits(15),
});

/**
 * The acquirer's reference number of one clearing: what it and we and the network all call it. Twenty-three
 * digits, as the networks have it; with the sandbox's acquirers, two of one day are never alike in practice (10²¹).
 */
export function stampClearing(): string {
  const body = `7${digits(21)}`;
  return body + checkDigit(body);
}
