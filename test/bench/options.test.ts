import { expect, test } from 'vitest';
import { PARTS, readOptions } from '../../bench/options.ts';

test('without arguments everything is measured and published, and with any only when asked', () => {
  const full = readOptions([]);
  expect([...(full?.parts ?? [])]).toEqual([...PARTS]);
  expect(full).toMatchObject({
    write: true,
    connections: [1, 8, 32, 128],
    rates: [500, 1000, 2000],
    growth: [0, 100_000, 1_000_000],
    cards: 1000,
  });
  expect(readOptions(['--seconds=1'])?.write).toBe(false);
  expect(readOptions(['--seconds=1', '--write'])?.write).toBe(true);
});

test('parts and numbers are chosen by lists, which may be empty', () => {
  const options = readOptions(['--only=ours,classic', '--rates=', '--connections=1,8']);
  expect([...(options?.parts ?? [])]).toEqual(['ours', 'classic']);
  expect(options).toMatchObject({ rates: [], connections: [1, 8] });
});

test.each([['--only=theirs'], ['--seconds=soon'], ['--seconds=-1'], ['--faster']])(
  '%s is refused',
  (argument) => {
    expect(() => readOptions([argument])).toThrow();
  },
);

test('--help measures nothing', () => {
  expect(readOptions(['--help'])).toBeUndefined();
});
