import type { Context } from '../context.ts';
import { measure } from '../measure.ts';
import type { Measurement } from '../measurement.ts';

/** What may be in the air at once; beyond it a purchase waits to be sent, and its time runs. */
const CONNECTIONS = 256;

/** Ours at the rates that are asked for, and at half of the most that a closed loop reached. */
export async function openLoops(
  context: Context,
  closed: readonly Measurement[],
): Promise<readonly Measurement[]> {
  const { options, instance } = context;
  const reached = closed.filter(({ system, shape }) => system === 'ours' && shape === 'spread');
  const half = Math.floor(Math.max(0, ...reached.map((one) => one.perSecond)) / 2);
  const load = { system: 'ours', target: instance.api, shape: 'spread' } as const;
  const measured: Measurement[] = [];
  for (const asked of options.rates)
    measured.push(await measure(context, { ...load, connections: CONNECTIONS, asked }));
  if (half > 0) {
    const at = { ...load, connections: CONNECTIONS, asked: half, note: HALF };
    measured.push(await measure(context, at));
  }
  return measured;
}

const HALF = 'half of the closed-loop maximum';
