import { once } from 'node:events';
import { createServer } from 'node:http';
import Stripe from 'stripe';
import { listeningPort } from '../listening-port.ts';
import type { RequestTemplate } from '../load/plan.ts';

/** Stand for what differs from purchase to purchase. */
const CARD = 'CARD';
const AMOUNT = 424_242;

/** A purchase in a shop with chip and address, as a terminal would describe it. */
const PURCHASE = {
  card: CARD,
  amount: AMOUNT,
  currency: 'usd',
  authorization_method: 'chip',
  merchant_data: {
    category: 'grocery_stores_supermarkets',
    city: 'San Francisco',
    country: 'US',
    name: 'Corner Grocery',
    network_id: '1234567890',
    postal_code: '94103',
    state: 'CA',
    terminal_id: '10001234',
  },
  verification_data: {
    cvc_check: 'match',
    expiry_check: 'match',
    address_line1_check: 'match',
    address_postal_code_check: 'match',
  },
} as const;

/** What the official SDK sends for a purchase: its headers and its form encoding, and not our idea of them. */
export async function recordPurchaseRequest(): Promise<RequestTemplate> {
  let recorded: RequestTemplate | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { rawHeaders, url = '' } = request;
      const names = rawHeaders.filter((_text, index) => index % 2 === 0);
      recorded = {
        path: url,
        headers: names.map((name, index) => [name, rawHeaders[index * 2 + 1] ?? ''] as const),
        body: Buffer.concat(chunks).toString('utf8').replace(String(AMOUNT), 'AMOUNT'),
      };
      response.setHeader('Content-Type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = listeningPort(server);
  const stripe = new Stripe('sk_test_recorded', { ...sdkOptions('127.0.0.1', port) });
  await stripe.testHelpers.issuing.authorizations.create(PURCHASE);
  server.close();
  server.closeAllConnections();
  if (recorded === undefined) throw new Error('The SDK sent nothing.');
  return recorded;
}

export const sdkOptions = (host: string, port: number) =>
  ({ host, port, protocol: 'http', telemetry: false }) as const;
