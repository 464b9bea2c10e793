/**
 * When an endpoint is no longer asked. A dead endpoint costs each purchase its two seconds, and itself
 * the load that keeps it down: so after some failures in a row nobody asks it for a while, and then
 * one purchase tries. The state is a value; whoever holds it knows the time.
 */
import type { EndpointAnswer } from './answer.ts';

/** Failures in a row after which an endpoint is left alone. */
export const FAILURES_MAX = 5;
/** For so long; then one request tries whether it serves again. */
export const OPEN_MS = 10_000;

/** Of an endpoint that failed the last time. One that did not has none. */
export interface Circuit {
  readonly failureCount: number;
  /** How the last call failed: a request that is not asked ends in the same way. */
  readonly failure: FailedAnswer;
  /** Present while nobody asks. */
  readonly opensUntilMs?: number;
}
export type FailedAnswer = Extract<EndpointAnswer, { kind: 'error' | 'timeout' }>;

/** `closed`: ask; `open`: do not; `probe`: ask, and be the only one. */
export type Admission = 'closed' | 'open' | 'probe';

export function admissionAt(circuit: Circuit | undefined, atMs: number): Admission {
  if (circuit?.opensUntilMs === undefined) return 'closed';
  return atMs < circuit.opensUntilMs ? 'open' : 'probe';
}

/** While a probe runs nobody else asks, and when it gets lost another one follows. */
export const probed = (circuit: Circuit, atMs: number): Circuit => ({
  ...circuit,
  opensUntilMs: atMs + OPEN_MS,
});

/** What an answer makes of the circuit: whoever serves has none, also when his answer breaks a rule. */
export function afterAnswer(
  circuit: Circuit | undefined,
  answer: EndpointAnswer,
  atMs: number,
): Circuit | undefined {
  if (!isFailure(answer)) return undefined;
  const failureCount = (circuit?.failureCount ?? 0) + 1;
  const opens = failureCount >= FAILURES_MAX && { opensUntilMs: atMs + OPEN_MS };
  return { failureCount, failure: answer, ...opens };
}

const isFailure = (answer: EndpointAnswer): answer is FailedAnswer =>
  answer.kind === 'timeout' || (answer.kind === 'error' && answer.isDown);

/** What stands for the answer of an endpoint that was not asked. */
export function spared({ failureCount, failure }: Circuit): FailedAnswer {
  const message = `The endpoint was not asked: it failed ${failureCount} times in a row. Lastly:`;
  return { ...failure, message: `${message} ${failure.message}` };
}
