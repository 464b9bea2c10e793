import { owned } from '../db/database.ts';
import { toJson } from '../db/json.ts';
import { findSourceOfBankAccount } from '../db/sources/find-of-bank-account.ts';
import { insertSource } from '../db/sources/insert.ts';
import type { BankAccountRow, SourceOwnerJson, SourceRow } from '../db/tables/pull-funding.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import type { Metadata } from '../domain/metadata.ts';

interface SourceDetails {
  readonly owner?: SourceOwnerJson | undefined;
  readonly statementDescriptor?: string | undefined;
  readonly usage?: 'reusable' | 'single_use' | undefined;
  readonly metadata?: Metadata | undefined;
}

/** What charges a bank account. The client secret is for a page of the caller's: no route here takes it. */
export function openSource(
  work: UnitOfWork,
  { id: bankAccountId }: BankAccountRow,
  { owner, statementDescriptor, usage, metadata }: SourceDetails = {},
): Promise<SourceRow> {
  const id = newId(work, 'source');
  return insertSource(work, {
    ...owned(work.scope),
    id,
    bank_account_id: bankAccountId,
    owner: owner ? toJson(owner) : null,
    statement_descriptor: statementDescriptor ?? null,
    usage: usage ?? 'reusable',
    client_secret: `src_client_secret_${work.unique()}`,
    metadata: toJson(metadata ?? {}),
    created_at: work.now,
  });
}

/** The one that there is, or a new one. */
export const sourceOf = async (work: UnitOfWork, bankAccount: BankAccountRow): Promise<SourceRow> =>
  (await findSourceOfBankAccount(work.trx, work.scope, bankAccount.id)) ??
  openSource(work, bankAccount);
