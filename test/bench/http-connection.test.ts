import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { HttpConnection, readAnswer } from '../../bench/load/http-connection.ts';
import { listeningPort } from '../../bench/listening-port.ts';

const GET = Buffer.from('GET / HTTP/1.1\r\nHost: bench\r\n\r\n');
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function connectTo(listener: RequestListener): Promise<HttpConnection> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return HttpConnection.open('127.0.0.1', listeningPort(server));
}

test('one connection serves one request after another, with lengths and with chunks', async () => {
  let count = 0;
  const connection = await connectTo((_request, response) => {
    count += 1;
    const isChunked = count % 2 === 0;
    if (isChunked) response.write('b'.repeat(100_000));
    else response.setHeader('Content-Length', 2);
    response.end(isChunked ? String(count) : `a${count}`);
  });
  for (const body of ['a1', 'bbb', 'a3']) {
    const answer = await connection.send(GET);
    expect(answer.status).toBe(200);
    expect(answer.body.includes(body)).toBe(true);
  }
  expect(count).toBe(3);
  connection.close();
});

test('a connection that the server closes fails its request, and every later one', async () => {
  const connection = await connectTo((request) => request.socket.destroy());
  await expect(connection.send(GET)).rejects.toThrow();
  await expect(connection.send(GET)).rejects.toThrow();
});

test('an answer is none before its last byte', () => {
  for (const text of [
    'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody',
    'HTTP/1.1 429 No\r\ntransfer-encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n',
  ]) {
    const bytes = Buffer.from(text);
    for (let length = 0; length < bytes.length; length += 1)
      expect(readAnswer(bytes.subarray(0, length))).toBeUndefined();
    expect(readAnswer(bytes)?.status).toBe(Number(text.slice(9, 12)));
  }
});
