/** The example of docs/real-time-decisions.md, as a reader would copy it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../infra/clock.ts';
import { httpDecisionEndpoint } from '../../providers/decision-endpoint/http.ts';
import { freePort } from '../support/free-port.ts';
import { PROJECT, readProjectFile } from '../support/source-tree.ts';

const SECRET = 'whsec_of_the_reader';
const endpoint = httpDecisionEndpoint(systemClock);
let port: number;
let server: ChildProcess;

beforeAll(async () => {
  port = await freePort();
  const [, example = ''] =
    /```js\n([\s\S]+?)```/.exec(readProjectFile('docs/real-time-decisions.md')) ?? [];
  const code = example.replace('whsec_…', SECRET).replace('4242', String(port));
  server = spawn(process.execPath, ['--input-type=module', '--eval', code], { cwd: PROJECT });
});
afterAll(async () => {
  server.kill();
  await endpoint.close();
});

const ask = async (amount: number, category: string) => {
  const object = { pending_request: { amount }, merchant_data: { category } };
  const event = { id: 'evt_1', object: 'event', type: 'issuing_authorization.request' };
  const { answer } = await endpoint.ask({
    url: `http://127.0.0.1:${port}`,
    livemode: false,
    secrets: [SECRET],
    body: JSON.stringify({ ...event, data: { object } }),
    asked: { amount: BigInt(amount), isAmountControllable: false, cashback: 0n, metadata: {} },
    timeoutMs: 5_000,
  });
  return 'message' in answer ? answer.message : answer.kind;
};

test('it answers as it says', async () => {
  const shops = 'miscellaneous_food_stores';
  await expect.poll(() => ask(50_00, shops), { timeout: 20_000 }).toBe('approved');
  expect(await ask(50_01, shops)).toBe('declined');
  expect(await ask(1, 'betting_casino_gambling')).toBe('declined');
});
