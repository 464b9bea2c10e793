import type { Kysely } from 'kysely';
import type { CardStatus, CardType } from '../../domain/card/card.ts';
import type { CardholderId, PersonalizationDesignId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, type IssuingCardRow, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';

interface CardFilter {
  readonly cardholder_id?: CardholderId | undefined;
  readonly created?: Period | undefined;
  readonly exp_month?: number | undefined;
  readonly exp_year?: number | undefined;
  readonly last4?: string | undefined;
  readonly personalization_design_id?: PersonalizationDesignId | undefined;
  readonly status?: CardStatus | undefined;
  readonly type?: CardType | undefined;
}

/** The cards that meet every condition given, newest first. */
export function listCards(
  db: Kysely<Database>,
  scope: Scope,
  {
    cardholder_id,
    created,
    exp_month,
    exp_year,
    last4,
    personalization_design_id,
    status,
    type,
    ...page
  }: CardFilter & Cursors,
): Promise<Page<IssuingCardRow>> {
  const query = db
    .selectFrom('issuing_card')
    .selectAll()
    .where(createdWithin('issuing_card.created_at', created))
    .where((eb) =>
      eb.and({
        ...owned(scope),
        ...(cardholder_id !== undefined && { cardholder_id }),
        ...(exp_month !== undefined && { exp_month }),
        ...(exp_year !== undefined && { exp_year }),
        ...(last4 !== undefined && { last4 }),
        ...(personalization_design_id !== undefined && { personalization_design_id }),
        ...(status !== undefined && { status }),
        ...(type !== undefined && { type }),
      }),
    );
  return pageOf({ db, scope, table: 'issuing_card', object: 'issuing card', query }, page);
}
