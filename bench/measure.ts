import type { ChildProcess } from 'node:child_process';
import { type Context, say } from './context.ts';
import type { Instance } from './instance/instance.ts';
import type { Buyer, LoadResult } from './load/plan.ts';
import { runLoad } from './load/run-load.ts';
import type { Measurement } from './measurement.ts';
import type { Shape } from './options.ts';
import { measurementLine } from './report/line.ts';
import { type CpuShares, cpuSecondsOf, cpuSecondsOfPostgres } from './tuning/cpu-time.ts';
import { watchPostgres } from './tuning/watch-postgres.ts';

/** A server of purchases, and its process. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly process: ChildProcess;
}

export interface Load {
  readonly system: 'classic' | 'ours';
  readonly target: Target;
  readonly shape: Shape;
  readonly connections: number;
  /** Purchases per second of an open loop. */
  readonly asked?: number;
  /** Who buys, when it is not all of the shape. */
  readonly buyers?: readonly Buyer[];
  readonly note?: string;
}

/** Long enough for connections to open, plans to be made and code to be compiled. */
const WARM_UP_PART = 0.25;
const WARM_UP_MS_MIN = 1_000;

/**
 * Puts one load on one system and says how it went. A purchase that was not approved ends the run: all
 * of them can be paid, so that a decline or an error is a fault, and its figure would be worth nothing.
 * Only an open loop may ask for more than there is, and is then told so by declines.
 */
export async function measure(
  { options, processes, instance, database, template, buyers }: Context,
  load: Load,
): Promise<Measurement> {
  const { system, target, shape, connections, asked, note } = load;
  // Each begins with the same distance to the next checkpoint.
  await database.query('checkpoint');
  const measureMs = options.seconds * 1000;
  const watch = options.statements ? await watchPostgres(instance.databaseUrl) : undefined;
  const spent = cpuSpent(instance, target);
  const result = await runLoad(processes, {
    host: target.host,
    port: target.port,
    template,
    buyers: load.buyers ?? buyers[shape],
    connections,
    warmUpMs: Math.max(measureMs * WARM_UP_PART, WARM_UP_MS_MIN),
    measureMs,
    ...(asked === undefined ? {} : { perSecond: asked }),
  });
  const cpu = sharesOf(result, spent, cpuSpent(instance, target));
  const measurement = {
    system,
    shape,
    connections,
    ...(asked === undefined ? {} : { asked }),
    ...(note === undefined ? {} : { note }),
    ...(cpu === undefined ? {} : { cpu }),
    ...result,
  };
  const { failed, declined, firstProblem } = result;
  if (failed > 0 || (declined > 0 && asked === undefined))
    throw new Error(
      `${measurementLine(measurement)}\n${declined} purchases were declined and ${failed} failed, the first with: ${firstProblem}`,
    );
  say(measurementLine(measurement), ...((await watch?.report(result.answered)) ?? []));
  return measurement;
}

interface Spent {
  readonly server: number | undefined;
  readonly postgres: number | undefined;
}

const cpuSpent = ({ directory }: Instance, target: Target): Spent => ({
  server: cpuSecondsOf(target.process.pid ?? 0),
  postgres: cpuSecondsOfPostgres(directory),
});

function sharesOf(result: LoadResult, before: Spent, after: Spent): CpuShares | undefined {
  const { loadCpuSeconds, wallSeconds } = result;
  const [server, postgres] = [before.server, before.postgres];
  if (server === undefined || postgres === undefined) return undefined;
  return {
    server: ((after.server ?? server) - server) / wallSeconds,
    postgres: ((after.postgres ?? postgres) - postgres) / wallSeconds,
    load: loadCpuSeconds / wallSeconds,
  };
}
