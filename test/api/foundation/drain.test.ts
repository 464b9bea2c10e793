import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../../api/server.ts';

/** Risk: a proxy keeps its connections, sends on while we drain, and at the end is cut off in mid-request. */
test('a connection that is kept open takes no further request once the server drains', async () => {
  let [begin, end] = [() => {}, () => {}];
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  const answerLate = async (): Promise<Response> => {
    begin();
    await ended;
    return new Response('ok');
  };
  const server = await listen({ fetch: answerLate, host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());

  const request = get({ port: server.port, host: '127.0.0.1', agent });
  const answered = once(request, 'response');
  await begun;
  const startedAt = performance.now();
  const drained = server.drain(5_000);
  end();
  const [answer]: IncomingMessage[] = await answered;
  expect(answer?.headers.connection).toBe('close');
  answer?.resume();
  await drained;
  expect(performance.now() - startedAt).toBeLessThan(2_500);
});
