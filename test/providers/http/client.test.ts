import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpClient, openHttpClient } from '../../../providers/http/client.ts';
import type { Resolve } from '../../../providers/http/guarded-lookup.ts';

let server: Server;
let origin: string;
let client: HttpClient;
const connections = new Set<unknown>();
const asked: string[] = [];

/** What each path of the server does. */
const ANSWERS: Readonly<
  Record<string, (response: ServerResponse, request: IncomingMessage) => void>
> = {
  '/ok': (response) => response.writeHead(200).end('fine'),
  '/moved': (response) => response.writeHead(302, { Location: `${origin}/ok` }).end(),
  '/silent': () => {},
  '/dribbles': (response) => response.writeHead(200).write('a'),
  '/endless': (response) => response.writeHead(200).end('a'.repeat(10_001)),
  '/hangs-up': (_response, { socket }) => socket.destroy(),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume().on('end', () => ANSWERS[request.url ?? '']?.(response, request));
  }).on('connection', (socket) => connections.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server is closed');
  origin = `http://127.0.0.1:${address.port}`;
  client = openHttpClient();
});
afterAll(async () => {
  server.closeAllConnections();
  await client.close();
  server.close();
});

const post = (
  path: string,
  options: { timeoutMs?: number; livemode?: boolean; via?: HttpClient } = {},
) =>
  (options.via ?? client).post({
    url: path.startsWith('http') ? path : `${origin}${path}`,
    livemode: options.livemode ?? false,
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
    timeoutMs: options.timeoutMs ?? 5_000,
    responseBytesMax: 10_000,
  });

test('an answer comes back with its status and its body', async () => {
  expect(await post('/ok')).toMatchObject({ status: 200, body: 'fine' });
});

test('a redirect is not followed', async () => {
  asked.length = 0;
  expect(await post('/moved')).toMatchObject({ status: 302 });
  expect(asked).toEqual(['/moved']);
});

test('of an answer that is too long the status is known, and the body not read', async () => {
  expect(await post('/endless')).not.toHaveProperty('body');
});

test.each(['/silent', '/dribbles'])('%s: time is bounded, to the last byte', async (path) => {
  const late = post(path, { timeoutMs: 150 });
  await expect(late).rejects.toMatchObject({ name: 'HttpFailure', kind: 'timeout' });
});

test('who hangs up, and who does not listen, is told in a sentence of ours', async () => {
  await expect(post('/hangs-up')).rejects.toMatchObject({
    kind: 'connection',
    message: 'The connection was closed before there was an answer.',
  });
  await expect(post('http://127.0.0.1:1/')).rejects.toMatchObject({
    kind: 'connection',
    message: 'The connection was refused.',
  });
});

test('a connection is used again', async () => {
  const via = openHttpClient();
  const before = connections.size;
  for (let turn = 0; turn < 20; turn++) await post('/ok', { via });
  // The second request may come before the first connection knows that it is free.
  expect(connections.size).toBeLessThanOrEqual(before + 2);
  await via.close();
});

test.each([
  'http://127.0.0.1:1/',
  'http://[::1]:1/',
  'http://169.254.169.254/latest/meta-data',
  'http://2130706433/',
])('in live mode %s is refused', async (url) => {
  const refused = post(url, { livemode: true });
  await expect(refused).rejects.toMatchObject({ kind: 'address_refused' });
});

test('in live mode a name is refused that leads to a private address', async () => {
  asked.length = 0;
  const url = origin.replace('127.0.0.1', 'localhost');
  await expect(post(`${url}/ok`, { livemode: true })).rejects.toMatchObject({
    kind: 'address_refused',
  });
  expect(asked).toEqual([]);
});

/** Risk: a name that has a good address for the check and a private one for the connection. */
test('one private address among public ones is enough, and each connection is judged anew', async () => {
  const answers = [
    [
      { address: '203.1.113.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ],
    [{ address: '127.0.0.1', family: 4 }],
  ];
  let lookups = 0;
  const resolve: Resolve = (_name, _options, callback) => callback(null, answers[lookups++] ?? []);
  const via = openHttpClient({ resolve });
  for (let turn = 0; turn < 3; turn++)
    await expect(post('http://rebinding.example/', { livemode: true, via })).rejects.toMatchObject({
      kind: 'address_refused',
    });
  expect(lookups).toBe(3);
  await via.close();
});
