import type { Kysely } from 'kysely';
import type { AuthorizationStatus } from '../../domain/authorization/authorization.ts';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, type IssuingAuthorizationRow, owned } from '../database.ts';
import { matching } from '../matching.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';

interface AuthorizationFilter {
  readonly card?: string | undefined;
  readonly cardholder?: string | undefined;
  readonly created?: Period | undefined;
  readonly status?: AuthorizationStatus | undefined;
}

/** Authorizations that meet every condition given, newest first. */
export function listAuthorizations(
  db: Kysely<Database>,
  scope: Scope,
  {
    card: card_id,
    cardholder: cardholder_id,
    created,
    status,
    ...cursors
  }: AuthorizationFilter & Cursors,
): Promise<Page<IssuingAuthorizationRow>> {
  const query = db
    .selectFrom('issuing_authorization')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where(matching({ card_id, cardholder_id, status }))
    .where(createdWithin('created_at', created));
  const list = { db, scope, table: 'issuing_authorization', object: 'authorization' } as const;
  return pageOf({ ...list, query }, cursors);
}
