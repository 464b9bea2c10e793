import { randomUUID } from 'node:crypto';
import type { Buyer, RequestTemplate } from './plan.ts';

/** Set for each request or by the connection, whatever the template says. */
const OWN = new Set(['authorization', 'connection', 'content-length', 'host', 'idempotency-key']);

/** Makes the bytes of one purchase request after another. */
export type NextRequest = () => Buffer;

const AMOUNT_MIN = 100;
const AMOUNT_STEPS = 900;

/**
 * Purchases go round the buyers, and for each buyer round its cards, so that load is spread evenly and
 * the same in every run. Each has a key of its own, as the SDK gives it.
 */
export function purchaseRequests(
  template: RequestTemplate,
  buyers: readonly Buyer[],
  host: string,
): NextRequest {
  const heads = buyers.map((buyer) => headOf(template, buyer, host));
  let turn = 0;
  return () => {
    const place = turn % buyers.length;
    const cards = buyers[place]?.cards ?? [];
    const card = cards[Math.floor(turn / buyers.length) % cards.length] ?? '';
    const amount = AMOUNT_MIN + (turn % AMOUNT_STEPS);
    turn += 1;
    const body = template.body.replace('CARD', card).replace('AMOUNT', String(amount));
    const key = `stripe-node-retry-${randomUUID()}`;
    return Buffer.from(
      `${heads[place]}Idempotency-Key: ${key}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  };
}

function headOf({ path, headers }: RequestTemplate, { secretKey }: Buyer, host: string): string {
  const kept = headers
    .filter(([name]) => !OWN.has(name.toLowerCase()))
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${secretKey}\r\n${kept.join('')}`;
}
