import type { Currency } from '../../domain/money.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** How many bank accounts of its own the account has, and whether one is its default for a currency. */
export async function countExternal(
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  currency: Currency,
): Promise<{ readonly count: number; readonly hasDefault: boolean }> {
  const { count, defaults } = await trx
    .selectFrom('bank_account')
    .select(({ fn, eb }) => [
      fn.countAll<bigint>().as('count'),
      fn
        .countAll<bigint>()
        .filterWhere(eb.and({ currency, default_for_currency: true }))
        .as('defaults'),
    ])
    .where((eb) =>
      eb.and([eb.and({ ...owned(scope), is_external: true }), eb('deleted_at', 'is', null)]),
    )
    .executeTakeFirstOrThrow();
  return { count: Number(count), hasDefault: defaults > 0n };
}
