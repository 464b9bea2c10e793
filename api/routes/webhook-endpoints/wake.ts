import { enqueue } from '../../../db/outbox/enqueue.ts';
import type { UnitOfWork } from '../../../db/unit-of-work.ts';

/** Starts the endpoint's workflow, or tells it to look at the row again, once this has committed. */
export const wakeEndpoint = (work: UnitOfWork, objectId: string): Promise<void> =>
  enqueue(work, { kind: 'webhook_endpoint', objectId, payload: {} });
