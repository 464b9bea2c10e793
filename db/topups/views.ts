import type { Kysely } from 'kysely';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';
import { findBankAccounts } from '../bank-accounts/find.ts';
import { type Database, owned } from '../database.ts';
import type { BankAccountRow, SourceRow, TopupRow } from '../tables/pull-funding.ts';

/** All that the wire shows of a top-up. */
export interface TopupView {
  readonly topup: TopupRow;
  /** Absent: it was asked for by payment method. */
  readonly payer?: { readonly source: SourceRow; readonly bankAccount: BankAccountRow };
}

/** In the order given, with two queries however many there are. */
export async function viewTopups(
  db: Kysely<Database>,
  scope: Scope,
  topups: readonly TopupRow[],
): Promise<readonly TopupView[]> {
  const sourceIds = topups.map((topup) => topup.source_id).filter((id) => id !== null);
  if (sourceIds.length === 0) return topups.map((topup) => ({ topup }));
  const sources = await db
    .selectFrom('source')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', [...new Set(sourceIds)])]))
    .execute();
  const accounts = await findBankAccounts(
    db,
    scope,
    sources.map((source) => source.bank_account_id),
  );
  const byId = new Map(sources.map((source) => [source.id, source]));
  const accountById = new Map(accounts.map((account) => [account.id, account]));
  return topups.map((topup) => {
    if (topup.source_id === null) return { topup };
    const source = byId.get(topup.source_id);
    const bankAccount = source && accountById.get(source.bank_account_id);
    invariant(source && bankAccount, 'a source and its bank account are never deleted');
    return { topup, payer: { source, bankAccount } };
  });
}

export async function viewTopup(
  db: Kysely<Database>,
  scope: Scope,
  topup: TopupRow,
): Promise<TopupView> {
  const [view] = await viewTopups(db, scope, [topup]);
  invariant(view, 'one top-up has one view');
  return view;
}
