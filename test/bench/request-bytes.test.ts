import { expect, test } from 'vitest';
import { recordPurchaseRequest } from '../../bench/instance/record-request.ts';
import { purchaseRequests } from '../../bench/load/request-bytes.ts';

const buyers = [
  { secretKey: 'sk_test_one', cards: ['ic_1', 'ic_2'] },
  { secretKey: 'sk_test_two', cards: ['ic_3'] },
];

test('a purchase is what the official SDK sends, in form encoding, with a key of its own each time', async () => {
  const template = await recordPurchaseRequest();
  const next = purchaseRequests(template, buyers, '127.0.0.1:4100');
  const texts = Array.from({ length: 6 }, () => next().toString('utf8'));
  for (const text of texts) {
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toMatch(/^POST \/v1\/test_helpers\/issuing\/authorizations HTTP\/1\.1\r\n/);
    expect(head).toMatch(/\r\nContent-Type: application\/x-www-form-urlencoded\r\n/i);
    expect(head).toMatch(/\r\nStripe-Version: .+\r\n/i);
    expect(head).toContain(`\r\nContent-Length: ${Buffer.byteLength(body)}`);
    expect(body).toContain('merchant_data[category]=');
    expect(body).toMatch(/(^|&)amount=\d{3}(&|$)/);
    expect(text).not.toContain('sk_test_recorded');
    for (const name of ['authorization', 'host', 'content-length', 'idempotency-key'])
      expect(head.match(new RegExp(`\r\n${name}:`, 'gi'))).toHaveLength(1);
  }
  const keys = texts.map((text) => /Idempotency-Key: (\S+)/.exec(text)?.[1]);
  expect(new Set(keys).size).toBe(texts.length);
});

test('purchases go round the accounts, and in each round its cards', () => {
  const template = { path: '/p', headers: [], body: 'card=CARD&amount=AMOUNT' };
  const next = purchaseRequests(template, buyers, 'h');
  const seen = Array.from({ length: 4 }, () => {
    const text = next().toString('utf8');
    return [/Bearer (\S+)/.exec(text)?.[1], /card=(\w+)/.exec(text)?.[1]];
  });
  expect(seen).toEqual([
    ['sk_test_one', 'ic_1'],
    ['sk_test_two', 'ic_3'],
    ['sk_test_one', 'ic_2'],
    ['sk_test_two', 'ic_3'],
  ]);
});
