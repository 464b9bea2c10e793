import type { EndpointTrace, Stages } from '../../domain/authorization/trace.ts';
import type { Outcome } from '../../domain/real-time/outcome.ts';

/** An answer, or what stands for one, and what is told of it in the trace. */
export interface Resolution {
  readonly outcome: Outcome;
  readonly endpoint?: EndpointTrace;
  readonly stages?: Stages;
}
