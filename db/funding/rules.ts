import { type Kysely, sql, type Transaction } from 'kysely';
import { idDigitsAt } from '../../domain/id-time.ts';
import { failure } from '../../domain/errors.ts';
import { type FundingRuleId, parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type {
  IssuingFundingRuleChange,
  IssuingFundingRuleRow,
  NewIssuingFundingRule,
} from '../tables/push-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** `undefined`: the account has one for this currency. */
export const insertRule = (
  { trx }: UnitOfWork,
  values: NewIssuingFundingRule,
): Promise<IssuingFundingRuleRow | undefined> =>
  trx
    .insertInto('issuing_funding_rule')
    .values(values)
    .onConflict((conflict) =>
      conflict.constraint('issuing_funding_rule_is_one_per_currency').doNothing(),
    )
    .returningAll()
    .executeTakeFirst();

/** @throws `resource_missing`. */
export async function getRule(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingFundingRuleRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. */
export async function lockRule(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingFundingRuleRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('fundingRule', text);
  return (
    id &&
    db
      .selectFrom('issuing_funding_rule')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: IssuingFundingRuleRow | undefined, id: string): IssuingFundingRuleRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'funding rule', id }, { param: 'funding_rule' });
}

export const updateRule = (
  { trx, scope }: UnitOfWork,
  id: FundingRuleId,
  change: IssuingFundingRuleChange,
): Promise<IssuingFundingRuleRow> =>
  trx
    .updateTable('issuing_funding_rule')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();

export function listRules(
  db: Kysely<Database>,
  scope: Scope,
  cursors: Cursors,
): Promise<Page<IssuingFundingRuleRow>> {
  const query = db
    .selectFrom('issuing_funding_rule')
    .selectAll()
    .where((eb) => eb.and(owned(scope)));
  const list = { db, scope, table: 'issuing_funding_rule', object: 'funding rule' } as const;
  return pageOf({ ...list, query }, cursors);
}

/**
 * What cards have spent, or hold, of the purchases since an instant. Ids sort by time, so that the
 * primary key finds the period.
 */
export async function spentSince(
  db: Kysely<Database>,
  { accountId, livemode }: Scope,
  since: Date,
): Promise<bigint> {
  const first = `iauth_${idDigitsAt(since.getTime())}`;
  const { rows } = await sql<{ readonly spent: bigint }>`
    select coalesce(sum(spent), 0)::bigint as spent from issuing_authorization
    where account_id = ${accountId} and livemode = ${livemode} and id >= ${first}`.execute(db);
  return rows[0]?.spent ?? 0n;
}

export interface LowRule {
  readonly scope: Scope;
  readonly id: FundingRuleId;
}

/**
 * Rules of a fixed amount whose balance has fallen below it, and that have not told so for a day. An
 * account on a test clock is not among them: its rules look when its clock moves.
 */
export async function findLowRules(
  db: Kysely<Database>,
  { quietSince, limit }: { readonly quietSince: Date; readonly limit: number },
): Promise<readonly LowRule[]> {
  const { rows } = await sql<{
    readonly account_id: Scope['accountId'];
    readonly livemode: boolean;
    readonly id: FundingRuleId;
  }>`
    select r.account_id, r.livemode, r.id
    from issuing_funding_rule r
    join ledger_account l on l.account_id = r.account_id and l.livemode = r.livemode
      and l.code = 'issuing_balance' and l.currency = r.currency
    where r.active and r.threshold_type = 'amount'
      and l.credits_posted - l.debits_posted - l.debits_pending < r.threshold_value
      and (r.triggered_at is null or r.triggered_at <= ${quietSince})
      and not exists (
        select from test_clock c
        where c.account_id = r.account_id and c.deleted_at is null and not r.livemode)
      -- Who is to be told and cannot be now, because Temporal is away, is told once when it is back.
      and not exists (
        select from outbox o
        where o.account_id = r.account_id and o.kind = 'low_balance' and o.object_id = r.id)
    order by r.account_id, r.id
    limit ${limit}`.execute(db);
  return rows.map(({ account_id: accountId, livemode, id }) => ({
    scope: { accountId, livemode },
    id,
  }));
}
