import { randomInt } from 'node:crypto';

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
