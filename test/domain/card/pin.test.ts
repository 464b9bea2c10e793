import { expect, test } from 'vitest';
import { firstPin, parsePin } from '../../../domain/card/pin.ts';

test('in the sandbox a card begins with 0000, in live mode with what was drawn', () => {
  expect(firstPin(false, () => 8605).expose()).toBe('0000');
  expect(firstPin(true, () => 8605).expose()).toBe('8605');
  expect(firstPin(true, () => 42).expose()).toBe('0042');
});

test('what is guessed first is drawn again', () => {
  const drawn = [1234, 0, 7777, 8605];
  expect(firstPin(true, () => drawn.shift() ?? 0).expose()).toBe('8605');
});

test('it prints as a mask of one length, whatever it is', () => {
  const secret = parsePin('8605', 'pin');
  expect(`${secret.toString()} ${JSON.stringify({ secret })}`).toBe('[pin] {"secret":"[pin]"}');
});
