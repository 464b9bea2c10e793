import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';

interface Purge {
  /** How the ids begin of what is too old: they begin with their time. */
  readonly idsBefore: string;
  readonly limit: number;
}

/** Deletes up to `limit` deliveries, of every endpoint its oldest. Answers with how many. */
export async function purgeDeliveries(
  db: Kysely<Database>,
  { idsBefore, limit }: Purge,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with old as (
      select delivery.account_id, delivery.endpoint_id, delivery.id
      from webhook_endpoint endpoint
      cross join lateral (
        select account_id, endpoint_id, id from webhook_delivery
        where account_id = endpoint.account_id and endpoint_id = endpoint.id
          and id < ${`whd_${idsBefore}`}
        order by id limit ${limit}
      ) delivery
      limit ${limit}
    )
    delete from webhook_delivery using old
    where webhook_delivery.account_id = old.account_id
      and webhook_delivery.endpoint_id = old.endpoint_id and webhook_delivery.id = old.id
  `.execute(db);
  return Number(numAffectedRows);
}

/** Deletes deleted endpoints whose deliveries are all gone. */
export async function purgeEndpoints(
  db: Kysely<Database>,
  { before }: { readonly before: Date },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from webhook_endpoint endpoint
    where deleted_at < ${before} and not exists (
      select from webhook_delivery
      where account_id = endpoint.account_id and endpoint_id = endpoint.id
    )
  `.execute(db);
  return Number(numAffectedRows);
}
