import { type Context, say } from '../context.ts';
import { countAuthorizations, growTo } from '../growth/past.ts';
import { residentBytes } from '../growth/resident-bytes.ts';
import { measure } from '../measure.ts';
import type { Measurement } from '../measurement.ts';
import { inMb } from '../report/figures.ts';

/** What a purchase costs when so many were made before. */
export interface GrowthStep {
  readonly past: number;
  readonly measurement: Measurement;
  /** Memory of the API process, after it. */
  readonly apiBytes: number;
}

const CONNECTIONS = 32;

/** On an instance of its own, because what is measured elsewhere leaves authorizations behind. */
export async function growth(context: Context): Promise<readonly GrowthStep[]> {
  const { options, instance, database } = context;
  const most = Math.max(...options.growth);
  const steps: GrowthStep[] = [];
  for (const asked of options.growth) {
    if (asked > 0) {
      say(`Adding past authorizations: ${asked.toLocaleString('en-US')} in all.`);
      const began = performance.now();
      await growTo(database, asked, most);
      say(`That took ${Math.round((performance.now() - began) / 1000)} s.`);
    }
    const past = await countAuthorizations(database);
    const measurement = await measure(context, {
      system: 'ours',
      target: instance.api,
      shape: 'spread',
      connections: CONNECTIONS,
      note: `${past.toLocaleString('en-US')} before`,
    });
    const apiBytes = await residentBytes(context.processes, instance.api.process);
    say(`         memory of the API process: ${inMb(apiBytes)}`);
    steps.push({ past, measurement, apiBytes });
  }
  return steps;
}
