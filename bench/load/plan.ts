import type { Latencies } from '../statistics/percentiles.ts';

/** An account that buys, and the cards that it buys with. */
export interface Buyer {
  readonly secretKey: string;
  readonly cards: readonly string[];
}

/** A request as the official SDK sent it. `CARD` and `AMOUNT` stand where each purchase differs. */
export interface RequestTemplate {
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** What the load process is told to do. */
export interface LoadPlan {
  readonly host: string;
  readonly port: number;
  readonly template: RequestTemplate;
  readonly buyers: readonly Buyer[];
  readonly connections: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Open loop: so many are sent in each second, whatever becomes of them. Absent: closed loop. */
  readonly perSecond?: number;
}

/** What a loop has seen. */
export type LoopResult = Omit<LoadResult, 'loadCpuSeconds' | 'wallSeconds'>;

/** What became of the purchases that were measured. */
export interface LoadResult {
  /** Answered as they should be, in each second. */
  readonly perSecond: number;
  readonly latencies: Latencies;
  /** All that were answered, those of the warm-up too. */
  readonly answered: number;
  /** How late the generator itself was in sending, while a connection was free. Open loop only. */
  readonly lateness?: Latencies;
  readonly declined: number;
  readonly failed: number;
  /** Scheduled, and still without an answer when the load gave up waiting. Open loop only. */
  readonly unanswered: number;
  /** Processor time that the generator took, in seconds, and how long it ran, warm-up and all. */
  readonly loadCpuSeconds: number;
  readonly wallSeconds: number;
  /** The first answer that was not an approval. */
  readonly firstProblem?: string;
}
