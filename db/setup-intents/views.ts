import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';
import type { BankAccountVerificationRow, SetupIntentRow } from '../tables/pull-funding.ts';

/** The proof of the bank account that each setup intent is for, by setup intent; one query for all of them. */
export async function findProofs(
  db: Kysely<Database>,
  scope: Scope,
  intents: readonly SetupIntentRow[],
): Promise<ReadonlyMap<string, BankAccountVerificationRow>> {
  const ids = intents.map((intent) => intent.payment_method_id).filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('payment_method as method')
    .innerJoin('bank_account_verification as proof', (join) =>
      join
        .onRef('proof.account_id', '=', 'method.account_id')
        .onRef('proof.id', '=', 'method.bank_account_id'),
    )
    .selectAll('proof')
    .select('method.id as method_id')
    .where('method.account_id', '=', scope.accountId)
    .where('method.livemode', '=', scope.livemode)
    .where('method.id', 'in', [...new Set(ids)])
    .execute();
  const byMethod = new Map<string, BankAccountVerificationRow>(
    rows.map(({ method_id, ...proof }) => [method_id, proof]),
  );
  return new Map(
    intents.flatMap(({ id, payment_method_id: method }) => {
      const proof = method === null ? undefined : byMethod.get(method);
      return proof ? [[id, proof] as const] : [];
    }),
  );
}
