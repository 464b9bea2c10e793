import { expect, test } from 'vitest';
import { readPerSecond, readVersion } from '../../bench/tpcb/pgbench.ts';

test('the rate of pgbench is read, and its absence is an error', () => {
  const printed = 'latency average = 9.2 ms\ntps = 3456.789012 (without initial connection time)\n';
  expect(readPerSecond(printed)).toBe(3456.789012);
  expect(() => readPerSecond('could not connect')).toThrow('could not connect');
});

test('its version is shown without who packed it', () => {
  expect(readVersion('pgbench (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n')).toBe(
    'pgbench 15.18',
  );
});
