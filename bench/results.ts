import type { Machine } from './machine.ts';
import type { Measurement } from './measurement.ts';
import type { GrowthStep } from './parts/growth.ts';
import type { RealTimeOverhead } from './parts/real-time.ts';
import type { TpcbMeasurement } from './parts/tpcb.ts';

/** Everything that one run found, as it stands in `bench/results/`. A part that was not run is absent. */
export interface Results {
  /** ISO 8601, UTC: when the run began. */
  readonly at: string;
  readonly machine: Machine;
  /** How long each load was measured. */
  readonly seconds: number;
  readonly cards: number;
  readonly closed: readonly Measurement[];
  readonly open: readonly Measurement[];
  readonly tpcb: readonly TpcbMeasurement[];
  /** Or why it was not measured. */
  readonly realTime: RealTimeOverhead | string;
  readonly growth: readonly GrowthStep[];
  /** What `verify-ledger` said of each database at the end. */
  readonly verified: readonly string[];
}
