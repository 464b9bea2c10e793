import { Hono } from 'hono';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { toErrorAnswer } from '../../api/errors.ts';
import { codecApp } from '../../api/routes/codec/codec-app.ts';
import { keyring } from '../../infra/crypto/keyring.ts';
import { payloadCodec } from '../../infra/temporal/payload-codec.ts';
import { codecToken } from '../../infra/temporal/ui.ts';
import { testKeys } from '../support/program.ts';

const OPERATOR_KEY = 'the-operator-of-this-test';
const UI = 'http://127.0.0.1:8233';
const PATH = `/codec/${codecToken(OPERATOR_KEY)}/decode`;

const app = new Hono();
app.route('/codec', codecApp({ keyring: testKeys, operatorKey: OPERATOR_KEY, uiPort: 8233 }));
app.onError((error) => {
  const { status, body } = toErrorAnswer(error, '');
  return Response.json(body, { status });
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const answered = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), z.string()), data: z.string() })),
});

/** As Temporal has it: JSON in JSON, encrypted. */
async function encrypted(value: unknown, keys = testKeys) {
  const plain = {
    metadata: { encoding: Buffer.from('json/plain') },
    data: Buffer.from(JSON.stringify(value)),
  };
  const [payload] = await payloadCodec(keys.payloads).encode([plain]);
  const metadata = Object.fromEntries(
    Object.entries(payload?.metadata ?? {}).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString('base64'),
    ]),
  );
  return { metadata, data: Buffer.from(payload?.data ?? []).toString('base64') };
}
const decode = (body: unknown, path = PATH): Promise<Response> | Response =>
  app.request(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { Origin: UI, 'Content-Type': 'application/json' },
  });

const ask = (Origin: string) =>
  app.request(PATH, {
    method: 'OPTIONS',
    headers: { Origin, 'Access-Control-Request-Method': 'POST' },
  });

test('the UI reads what Temporal stores encrypted', async () => {
  const payloads = [await encrypted({ cardholderId: 'ich_1' }), await encrypted('second')];
  const answer = await decode({ payloads });
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(UI);
  expect(answered.parse(await answer.json()).payloads).toEqual([
    { metadata: { encoding: base64('json/plain') }, data: base64('{"cardholderId":"ich_1"}') },
    { metadata: { encoding: base64('json/plain') }, data: base64('"second"') },
  ]);
});

test('what is not encrypted comes back as it is', async () => {
  const plain = { metadata: { encoding: base64('json/plain') }, data: base64('{}') };
  const answer = await decode({ payloads: [plain] });
  expect(answered.parse(await answer.json()).payloads).toEqual([plain]);
});

test('the browser may ask on behalf of the UI, and of no other page', async () => {
  expect((await ask(UI)).headers.get('Access-Control-Allow-Origin')).toBe(UI);
  expect((await ask('http://localhost:8233')).headers.get('Access-Control-Allow-Origin')).toBe(
    'http://localhost:8233',
  );
  for (const other of ['http://evil.example', 'http://127.0.0.1:4100', 'null'])
    expect((await ask(other)).headers.get('Access-Control-Allow-Origin')).toBeNull();
});

test('without the token nothing is decrypted', async () => {
  const payloads = [await encrypted('secret')];
  for (const token of ['x', '0'.repeat(32), OPERATOR_KEY]) {
    const answer = await decode({ payloads }, `/codec/${token}/decode`);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain(base64('"secret"'));
  }
});

test('payloads of another installation, and altered ones, are refused', async () => {
  const foreign = await encrypted('x', keyring(Buffer.alloc(32, 9).toString('base64')));
  const whole = await encrypted('x');
  const bytes = Buffer.from(whole.data, 'base64');
  const altered = { ...whole, data: Buffer.concat([bytes, Buffer.from('!')]).toString('base64') };
  const cut = { ...whole, data: base64('short') };
  for (const payload of [foreign, altered, cut])
    expect((await decode({ payloads: [payload] })).status).toBe(400);
});

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['payloads that are none', '{"payloads":[1]}'],
  ['data that is no text', '{"payloads":[{"metadata":{},"data":{}}]}'],
  ['too many payloads', JSON.stringify({ payloads: Array.from({ length: 1_001 }, () => ({})) })],
])('%s is refused', async (_what, body) => {
  expect((await decode(body)).status).toBe(400);
});

test('a body beyond the bound is not read', async () => {
  expect((await decode(' '.repeat(1_000_001))).status).toBe(413);
});

/** As the CLI does before it sends a message, and the UI. */
test('what a person sends is stored encrypted', async () => {
  const plain = { metadata: { encoding: base64('json/plain') }, data: base64('"sent"') };
  const sent = await decode({ payloads: [plain] }, PATH.replace('decode', 'encode'));
  const { payloads } = answered.parse(await sent.json());
  expect(payloads[0]?.metadata['encoding']).toBe(base64('binary/encrypted'));
  expect(answered.parse(await (await decode({ payloads })).json()).payloads).toEqual([plain]);
  const refused = await decode({ payloads: [plain] }, '/codec/x/encode');
  expect(refused.status).toBe(401);
});
