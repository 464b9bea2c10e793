import type { CpuShares } from './tuning/cpu-time.ts';
import type { Shape } from './options.ts';
import type { LoadResult } from './load/plan.ts';

/** One load on one system, as it stands in a result file. */
export interface Measurement extends LoadResult {
  readonly system: 'classic' | 'ours';
  readonly shape: Shape;
  readonly connections: number;
  /** Of an open loop: how many were to be sent in each second. */
  readonly asked?: number;
  /** Absent where the operating system does not tell. */
  readonly cpu?: CpuShares;
  /** What else is to be known of it, such as how many authorizations were there already. */
  readonly note?: string;
}
