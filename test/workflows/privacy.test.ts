import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { OutboxEntry } from '../../db/unit-of-work.ts';
import { payloadCodec } from '../../infra/temporal/payload-codec.ts';
import {
  clearCardholderUpdate,
  screeningQuery,
} from '../../workflows/cardholder-screening/contract.ts';
import { testKeys } from '../support/program.ts';
import { gate, LISTED, openScreeningLab, type ScreeningLab } from './screening-lab.ts';

interface JsonPayload {
  readonly metadata: Readonly<Record<string, string>>;
  readonly data: string;
}

const provider = gate();
let lab: ScreeningLab;
let entry: OutboxEntry;
let history: string;

/** A screening in which all happens that can: a failure, a hit, a refusal, a person. */
beforeAll(async () => {
  lab = await openScreeningLab((activities) => ({
    ...activities,
    screenCardholder: (request) => provider.pass(() => activities.screenCardholder(request)),
  }));
  provider.close();
  entry = await lab.create(LISTED);
  await lab.link.send(entry);
  const handle = lab.handle(entry);
  await expect(handle.executeUpdate(clearCardholderUpdate)).rejects.toThrow();
  provider.open();
  await vi.waitFor(
    async () => expect(await handle.query(screeningQuery)).toMatchObject({ state: 'listed' }),
    { timeout: 20_000 },
  );
  await handle.executeUpdate(clearCardholderUpdate);
  await handle.result();
  history = historyToJSON(await handle.fetchHistory());
});
afterAll(() => lab.close());

/** Every payload of a history, wherever it stands. Search attributes stand in clear by design. */
function payloadsOf(node: unknown): readonly JsonPayload[] {
  if (typeof node !== 'object' || node === null) return [];
  if (isPayload(node)) return [node];
  return Object.entries(node).flatMap(([key, inner]) =>
    key === 'searchAttributes' ? [] : payloadsOf(inner),
  );
}
const isPayload = (node: object): node is JsonPayload => 'metadata' in node && 'data' in node;
const textOf = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');

test('every payload that Temporal stores is encrypted, and names its key', () => {
  const payloads = payloadsOf(JSON.parse(history));
  expect(payloads.length).toBeGreaterThan(10);
  for (const { metadata, data } of payloads) {
    expect(textOf(metadata['encoding'] ?? '')).toBe('binary/encrypted');
    expect(textOf(metadata['encryption-key-id'] ?? '')).toMatch(/^[0-9a-f]{8}$/);
    expect(textOf(data)).not.toContain('cardholder');
  }
});

test('even decrypted, a history holds nothing personal', async () => {
  const payloads = payloadsOf(JSON.parse(history)).map(({ metadata, data }) => ({
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
    ),
    data: Buffer.from(data, 'base64'),
  }));
  const opened = await payloadCodec(testKeys.payloads).decode(payloads);
  const texts = opened.map(({ data }) => Buffer.from(data ?? []).toString('utf8')).join('\n');
  expect(texts).toContain(entry.objectId);
  const { name, email, first_name, last_name, address_line1 } = await lab.row(entry);
  for (const secret of [name, email, first_name, last_name, address_line1, LISTED])
    for (const place of [texts, history]) expect(place).not.toContain(secret);
});

test('an operator finds it by ids and state', async () => {
  const { client } = lab.temporal;
  const query = `CardwrightObjectId = '${entry.objectId}' and CardwrightAccountId = '${lab.scope.accountId}' and CardwrightStatus = 'clear'`;
  await expect
    .poll(async () => (await client.workflow.count(query)).count, { timeout: 20_000 })
    .toBe(1);
});
