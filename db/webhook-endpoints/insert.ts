import { failure } from '../../domain/errors.ts';
import { ENDPOINTS_MAX } from '../../domain/webhook/endpoint.ts';
import { owned } from '../database.ts';
import type { NewWebhookEndpoint, WebhookEndpointRow } from '../tables/webhook-endpoint.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { refusalOf } from './refusal.ts';

/**
 * Adds an endpoint, whose deliveries begin with what is written after it.
 * @throws `resource_limit_reached`, or `resource_already_exists` for its URL or its right to decide.
 */
export async function insertEndpoint(
  { trx, scope }: UnitOfWork,
  values: NewWebhookEndpoint,
): Promise<WebhookEndpointRow> {
  // Two who add the last one at once would both count one too few. No purchase waits for this lock:
  // it lets a foreign key look at the account.
  await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', scope.accountId)
    .forNoKeyUpdate()
    .execute();
  const { count } = await trx
    .selectFrom('webhook_endpoint')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where((eb) => eb.and(owned(scope)))
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (count >= ENDPOINTS_MAX) {
    const problem = `An account may have at most ${ENDPOINTS_MAX} webhook endpoints in one mode.`;
    throw failure('resource_limit_reached', { problem });
  }
  try {
    return await trx
      .insertInto('webhook_endpoint')
      .values(values)
      .returningAll()
      .executeTakeFirstOrThrow();
  } catch (error) {
    throw refusalOf(error);
  }
}
