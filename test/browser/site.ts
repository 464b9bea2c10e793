import { createServer, type Server } from 'node:http';
import type Stripe from 'stripe';

/** The site of an account, as `docs/card-secrets.md` tells to build it: a page with a frame, and one route. */
export interface Site {
  readonly port: number;
  readonly close: () => Promise<void>;
}

interface Integration {
  /** Where the API serves the page of card details. */
  readonly reveal: () => string;
  /** Of the site's server: its browser never has the secret key of the account. */
  readonly stripe: () => Promise<Stripe>;
  readonly card: () => string;
}

const pageOf = (reveal: string): string => `<!doctype html>
<html lang="en"><head><title>My cards</title></head><body>
<h1>My cards</h1>
<iframe id="card" title="Card details" src="${reveal}" width="480" height="360"></iframe>
<p id="heard"></p>
<script>
  const frame = document.getElementById('card');
  const origin = new URL(frame.src).origin;
  const heard = document.getElementById('heard');
  window.addEventListener('message', async ({ origin: from, source, data }) => {
    if (from !== origin || source !== frame.contentWindow) return;
    heard.textContent += data.type + ' ';
    if (data.type !== 'cardwright.nonce' || heard.dataset.asked) return;
    heard.dataset.asked = 'yes';
    const answer = await fetch('/keys', { method: 'POST', body: data.nonce });
    const { card, ephemeralKey } = await answer.json();
    frame.contentWindow.postMessage({ type: 'cardwright.reveal', card, ephemeralKey }, origin);
  });
</script></body></html>`;

/** Listens on a free port, which is its origin: `http://127.0.0.1:…`. */
export async function openSite(integration: Integration): Promise<Site> {
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((nonce) =>
        request.url === '/keys' ? keyFor(integration, nonce) : pageOf(integration.reveal()),
      )
      .then((text) => response.setHeader('Content-Type', 'text/html').end(text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: portOf(server), close: () => closed(server) };
}

async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function keyFor({ stripe, card }: Integration, nonce: string): Promise<string> {
  const { ephemeralKeys } = await stripe();
  const order = { issuing_card: card(), nonce };
  const { secret } = await ephemeralKeys.create(order, { apiVersion: '2020-03-02' });
  return JSON.stringify({ card: order.issuing_card, ephemeralKey: secret });
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === 'object' && address) return address.port;
  throw new Error('the site does not listen');
}

const closed = (server: Server): Promise<void> => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
};
