import { expect, test } from 'vitest';
import { type EndpointAnswer, notReached, TIMEOUT } from '../../../domain/real-time/answer.ts';
import {
  admissionAt,
  afterAnswer,
  type Circuit,
  FAILURES_MAX,
  OPEN_MS,
  probed,
  spared,
} from '../../../domain/real-time/circuit.ts';

const AT = 1_000_000;
const SERVED: EndpointAnswer = { kind: 'approved', amount: 1n, metadata: {} };
const DOWN = notReached('The connection was refused.');

const after = (answers: readonly EndpointAnswer[]): Circuit | undefined =>
  answers.reduce<Circuit | undefined>((circuit, each) => afterAnswer(circuit, each, AT), undefined);
const failures = (count: number, answer: EndpointAnswer = DOWN) =>
  Array.from({ length: count }, () => answer);

test('it opens after so many failures in a row, and not one before', () => {
  expect(admissionAt(after(failures(FAILURES_MAX - 1)), AT)).toBe('closed');
  expect(admissionAt(after(failures(FAILURES_MAX)), AT)).toBe('open');
});

test('an endpoint that serves in between begins anew', () => {
  const circuit = after([...failures(FAILURES_MAX - 1), SERVED, ...failures(FAILURES_MAX - 1)]);
  expect(admissionAt(circuit, AT)).toBe('closed');
});

/** A rule that one answer breaks says nothing about the next. */
test('an answer that breaks a rule is no failure', () => {
  const broken = { ...DOWN, isDown: false };
  expect(after([...failures(FAILURES_MAX - 1), broken])).toBeUndefined();
});

test('when the time is over one tries, and the others still do not', () => {
  const open = after(failures(FAILURES_MAX));
  if (!open) throw new Error('it is open');
  expect(admissionAt(open, AT + OPEN_MS - 1)).toBe('open');
  expect(admissionAt(open, AT + OPEN_MS)).toBe('probe');
  const probing = probed(open, AT + OPEN_MS);
  expect(admissionAt(probing, AT + OPEN_MS + 1)).toBe('open');
  expect(admissionAt(probing, AT + 2 * OPEN_MS)).toBe('probe');
  expect(afterAnswer(probing, SERVED, AT + OPEN_MS + 2)).toBeUndefined();
  expect(admissionAt(afterAnswer(probing, TIMEOUT, AT + OPEN_MS), AT + OPEN_MS + 1)).toBe('open');
});

test.each([
  [DOWN, 'error'],
  [TIMEOUT, 'timeout'],
])('who is not asked ends as the last call did', (failure, kind) => {
  const open = after(failures(FAILURES_MAX, failure));
  if (!open) throw new Error('it is open');
  expect(spared(open)).toMatchObject({
    kind,
    message: expect.stringMatching(/^The endpoint was not asked: it failed 5 times in a row\./),
  });
});
