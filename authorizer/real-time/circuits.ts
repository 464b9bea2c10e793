import type { EndpointAnswer } from '../../domain/real-time/answer.ts';
import {
  admissionAt,
  afterAnswer,
  type Circuit,
  type FailedAnswer,
  probed,
  spared,
} from '../../domain/real-time/circuit.ts';
import type { Clock } from '../../infra/clock.ts';

/** The circuits of one process: each learns by itself, so that nothing has to be told around. */
export interface Circuits {
  /** Whether to ask, and what stands for the answer when not. */
  readonly admit: (endpoint: string) => Admitted;
  readonly heard: (endpoint: string, answer: EndpointAnswer) => void;
  /** How many endpoints are not asked now. */
  readonly openCount: () => number;
}

export type Admitted =
  | { readonly circuit: 'closed' | 'half_open'; readonly instead?: never }
  | { readonly circuit: 'open'; readonly instead: FailedAnswer };

/** Only endpoints that failed the last time are kept. Beyond so many, the oldest failure is forgotten. */
const KEPT_MAX = 10_000;

export function openCircuits({ nowMs }: Clock): Circuits {
  const circuits = new Map<string, Circuit>();

  function keep(endpoint: string, circuit: Circuit | undefined): void {
    circuits.delete(endpoint);
    if (circuit) circuits.set(endpoint, circuit);
    const [oldest] = circuits.keys();
    if (circuits.size > KEPT_MAX && oldest !== undefined) circuits.delete(oldest);
  }

  return {
    admit: (endpoint) => {
      const circuit = circuits.get(endpoint);
      const atMs = nowMs();
      const admission = admissionAt(circuit, atMs);
      if (!circuit || admission === 'closed') return { circuit: 'closed' };
      if (admission === 'open') return { circuit: 'open', instead: spared(circuit) };
      keep(endpoint, probed(circuit, atMs));
      return { circuit: 'half_open' };
    },
    heard: (endpoint, answer) =>
      keep(endpoint, afterAnswer(circuits.get(endpoint), answer, nowMs())),
    openCount: () =>
      [...circuits.values()].filter(({ opensUntilMs }) => opensUntilMs !== undefined).length,
  };
}
