import type { Context } from '../context.ts';
import { measure } from '../measure.ts';
import type { Measurement } from '../measurement.ts';

/** What an open loop may have in the air; beyond it, it waits and its time runs. */
const OPEN_CONNECTIONS = 256;

export async function oursClosed(context: Context): Promise<readonly Measurement[]> {
  const { options, instance } = context;
  const measured: Measurement[] = [];
  for (const connections of options.connections)
    for (const shape of options.shapes)
      measured.push(
        await measure(context, { system: 'ours', target: instance.api, shape, connections }),
      );
  return measured;
}

/** At the rates that are asked for, and at half of what the closed loops reached. */
export async function oursOpen(
  context: Context,
  closed: readonly Measurement[],
): Promise<readonly Measurement[]> {
  const { options, instance } = context;
  const reached = closed.filter(({ shape }) => shape === 'spread').map((one) => one.perSecond);
  const half = Math.floor(Math.max(0, ...reached) / 2);
  const measured: Measurement[] = [];
  for (const asked of [...options.rates, ...(half > 0 ? [half] : [])])
    measured.push(
      await measure(context, {
        system: 'ours',
        target: instance.api,
        shape: 'spread',
        connections: OPEN_CONNECTIONS,
        asked,
      }),
    );
  return measured;
}
