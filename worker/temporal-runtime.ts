import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Logger } from '../infra/logging.ts';

const LEVELS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const;

/**
 * Sets up Temporal's core, once and before anything else of Temporal. Its log becomes ours, from
 * warnings on. It leaves signals alone: the order of our shutdown is our own.
 */
export function installRuntime(log: Logger): void {
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message, meta = {} }) => {
      // By the name under which errors are written: the database's hold the row that they are about.
      const { error: err, ...temporal } = meta;
      log[LEVELS[level]]({ temporal, ...(err !== undefined && { err }) }, message);
    }),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'WARN' }), forward: {} },
    },
  });
}
