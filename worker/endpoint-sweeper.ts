import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { noteTold } from '../db/test-clocks/clocked-workflows.ts';
import { type SleepingEndpoint, takeSleeping } from '../db/webhook-endpoints/take-sleeping.ts';
import { startOrTell } from '../infra/temporal/start-or-tell.ts';
import type { Temporal } from '../infra/temporal/client.ts';
import { endpointWorkflowOf } from '../workflows/webhook-endpoint/contract.ts';

interface SweeperDeps {
  readonly db: Kysely<Database>;
  readonly temporal: Temporal;
  readonly log: { readonly warn: (fields: object, message: string) => void };
  readonly onWoken: (outcome: 'failed' | 'told') => void;
}

/** Told at once: what a Temporal on one machine takes without a queue. */
const BATCH_MAX = 20;

/**
 * Wakes the workflow of each endpoint that has something to do and does nothing: so whoever writes an
 * event need not know of endpoints, nor of Temporal. A workflow that is not there is started. Says
 * whether there may be more.
 */
export async function sweepEndpoints({ db, temporal, ...deps }: SweeperDeps): Promise<boolean> {
  const wake = async ({ scope, id }: SleepingEndpoint): Promise<void> => {
    try {
      // A test clock must not go on before what this begins has come to its end.
      await noteTold(db, scope, { kind: 'webhook_endpoint', objectId: id });
      await startOrTell(temporal, endpointWorkflowOf({ scope, objectId: id }));
      deps.onWoken('told');
    } catch (err) {
      deps.onWoken('failed');
      deps.log.warn({ err, object: id }, 'will be woken again');
    }
  };
  const sleeping = await takeSleeping(db, { limit: BATCH_MAX });
  await Promise.all(sleeping.map(wake));
  return sleeping.length === BATCH_MAX;
}
