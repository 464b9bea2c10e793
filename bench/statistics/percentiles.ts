/** What a load was like for those who waited. Exact: made from every sample, none rounded or dropped. */
export interface Latencies {
  readonly count: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

/** The smallest sample that so large a part of all samples does not exceed (nearest rank). Sorted samples. */
export function percentile(sorted: ArrayLike<number>, part: number): number {
  if (sorted.length === 0) return NaN;
  // Rounded before it is rounded up: 0.07 × 100 is a little more than 7.
  const rank = Math.ceil(Number((part * sorted.length).toPrecision(12)));
  return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1] ?? NaN;
}

export function latenciesOf(samplesMs: readonly number[]): Latencies {
  const sorted = Float64Array.from(samplesMs).toSorted();
  return {
    count: sorted.length,
    meanMs: sorted.reduce((sum, sample) => sum + sample, 0) / sorted.length,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    p999Ms: percentile(sorted, 0.999),
    maxMs: percentile(sorted, 1),
  };
}
