import { expect, test } from 'vitest';
import { acceptedAt } from '../../../domain/cardholder/terms.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const now = NOW.getTime() / 1_000;

test.each([now, now - 86_400, now + 300, Date.UTC(2009, 0, 1) / 1_000])(
  'terms may have been accepted at %i',
  (date) => expect(acceptedAt(date, NOW, 'date').getTime()).toBe(date * 1_000),
);

test.each([0, Date.UTC(2009, 0, 1) / 1_000 - 1, now + 301, now * 1_000])(
  'terms cannot have been accepted at %i',
  (date) => {
    expect(() => acceptedAt(date, NOW, 'date')).toThrow(
      expect.objectContaining({ code: 'parameter_invalid', param: 'date' }),
    );
  },
);
