import type { UnitOfWork } from '../unit-of-work.ts';
import { owned } from '../database.ts';
import type { WebhookDeliveryRow } from '../tables/webhook-endpoint.ts';

/** Makes the next attempt due now, of a delivery that is locked, whatever became of the ones before. */
export const resendDelivery = (
  { trx, scope, now }: UnitOfWork,
  { endpoint_id, id }: WebhookDeliveryRow,
): Promise<WebhookDeliveryRow> =>
  trx
    .updateTable('webhook_delivery')
    .set({ due_at: now })
    .where((eb) => eb.and({ ...owned(scope), endpoint_id, id }))
    .returningAll()
    .executeTakeFirstOrThrow();
