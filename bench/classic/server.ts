import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, type Server, createServer } from 'node:http';
import { hashOfKey } from '../instance/keys.ts';
import { parseForm } from './form.ts';
import { type Books, purchase } from './purchase.ts';

export interface ClassicServer {
  readonly books: Books;
  readonly masterKey: string;
  /** By the keyed hash of their secret keys, in base64. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Answers purchases over HTTP, one transaction each. */
export async function serve(classic: ClassicServer): Promise<Server> {
  const known = new Map<string, string>();
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    try {
      const text = await bodyOf(request);
      const accountId = accountOf(classic, known, request.headers.authorization);
      const { card, amount, all } = parseForm(text);
      const hash = createHmac('sha256', classic.masterKey).update(JSON.stringify(all)).digest();
      const key = String(request.headers['idempotency-key']);
      const nowMs = classic.nowMs();
      const asked = { accountId, card, amount, key, hash, nowMs };
      return { status: 200, body: await purchase(classic.books, asked) };
    } catch (error) {
      return { status: 500, body: String(error) };
    }
  };
  const server = createServer((request, response) => {
    void answer(request).then((sent) => {
      const { status, body } = sent;
      const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
      response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
      return response.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Whose key it is. Remembered, as ours remembers it. */
function accountOf(
  { masterKey, accounts }: ClassicServer,
  known: Map<string, string>,
  authorization = '',
): string {
  const found = known.get(authorization);
  if (found !== undefined) return found;
  const secretKey = authorization.replace(/^Bearer /, '');
  const account = accounts.get(hashOfKey(secretKey, masterKey).toString('base64'));
  if (account === undefined) throw new Error('There is no such key.');
  known.set(authorization, account);
  return account;
}
