import { type RawBuilder, sql } from 'kysely';
import type { SqlBool } from 'kysely';

/**
 * For what is found by real time in the rows of all tenants: an account on a test clock lives at another
 * time, and what its clock has not reached is not due.
 *
 * @param instant a column of `issuing_authorization`, in whose rows it is looked.
 */
export const notBeforeItsClock = (
  instant: 'issuing_authorization.expires_at' | RawBuilder<Date>,
): RawBuilder<SqlBool> => sql`not exists (
  select from test_clock clock
  where clock.account_id = issuing_authorization.account_id and clock.deleted_at is null
    and not issuing_authorization.livemode
    and clock.frozen_time < ${typeof instant === 'string' ? sql.ref(instant) : instant})`;
