import type { Kysely } from 'kysely';
import type { CardholderStatus, CardholderType } from '../../domain/cardholder/cardholder.ts';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, type IssuingCardholderRow, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';

interface CardholderFilter {
  readonly created?: Period | undefined;
  readonly email?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly status?: CardholderStatus | undefined;
  readonly type?: CardholderType | undefined;
}

/** The cardholders that meet every condition given, newest first. */
export function listCardholders(
  db: Kysely<Database>,
  scope: Scope,
  { created, email, phone_number, status, type, ...page }: CardholderFilter & Cursors,
): Promise<Page<IssuingCardholderRow>> {
  const query = db
    .selectFrom('issuing_cardholder')
    .selectAll()
    .where(createdWithin('issuing_cardholder.created_at', created))
    .where((eb) =>
      eb.and({
        ...owned(scope),
        ...(email !== undefined && { email }),
        ...(phone_number !== undefined && { phone_number }),
        ...(status !== undefined && { status }),
        ...(type !== undefined && { type }),
      }),
    );
  const object = 'issuing cardholder';
  return pageOf({ db, scope, table: 'issuing_cardholder', object, query }, page);
}
