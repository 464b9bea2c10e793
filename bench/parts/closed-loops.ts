import type { Context } from '../context.ts';
import { type Load, measure } from '../measure.ts';
import type { Measurement } from '../measurement.ts';

type System = Pick<Load, 'system' | 'target'>;

/**
 * Every system at every number of connections, spread and hot, one right after the other: what the
 * machine does meanwhile then happens to both sides of a ratio.
 */
export async function closedLoops(
  context: Context,
  systems: readonly System[],
): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  for (const connections of context.options.connections)
    for (const shape of context.options.shapes)
      for (const { system, target } of systems)
        measured.push(await measure(context, { system, target, shape, connections }));
  return measured;
}
