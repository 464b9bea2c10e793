import { type Kysely, sql } from 'kysely';
import type { Features } from '../../domain/design/features.ts';
import { isUsable } from '../../domain/design/review.ts';
import { failure } from '../../domain/errors.ts';
import { parseId, type PersonalizationDesignId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';
import { seenBy } from './find.ts';

/** What a card is printed after. While it is in review, the card waits. */
export interface UsableDesign {
  readonly id: PersonalizationDesignId;
  readonly status: 'active' | 'review';
  readonly features: Features;
}

/**
 * The design of a new card: the one that is asked for, else the account's default, else the platform's.
 * A default that cannot be used now is passed over. `undefined`: there is none, and the card is plain.
 *
 * @throws `resource_missing`, or `parameter_invalid` for one that is asked for and cannot be used.
 */
export async function resolveDesign(
  db: Kysely<Database>,
  scope: Scope,
  explicit?: string,
): Promise<UsableDesign | undefined> {
  return explicit === undefined ? defaultDesign(db, scope) : askedDesign(db, scope, explicit);
}

async function askedDesign(
  db: Kysely<Database>,
  scope: Scope,
  text: string,
): Promise<UsableDesign> {
  const id = parseId('personalizationDesign', text);
  const found = id && (await withBundle(db, scope).where('design.id', '=', id).executeTakeFirst());
  const param = 'personalization_design';
  if (!found)
    throw failure('resource_missing', { object: 'personalization design', id: text }, { param });
  const { status, bundle_id: bundle, bundle_status: stock, ...features } = found;
  if (!isUsable(status))
    throw failure('parameter_invalid', { problem: `The design ${text} is ${status}.` }, { param });
  if (stock === 'active') return { id: found.id, status, features: featuresOf(features) };
  const problem = `The physical bundle ${bundle} of the design ${text} is ${stock}.`;
  throw failure('parameter_invalid', { problem }, { param });
}

async function defaultDesign(
  db: Kysely<Database>,
  scope: Scope,
): Promise<UsableDesign | undefined> {
  const found = await withBundle(db, scope)
    .where((eb) =>
      eb.or([eb('design.is_default', '=', true), eb('is_platform_default', '=', true)]),
    )
    .where('design.status', 'in', ['active', 'review'])
    .where('bundle.status', '=', 'active')
    // The account's own before the platform's; both are one for the platform itself.
    .orderBy(sql`design.account_id = ${scope.accountId}`, 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!found || !isUsable(found.status)) return undefined;
  return { id: found.id, status: found.status, features: featuresOf(found) };
}

const withBundle = (db: Kysely<Database>, scope: Scope) =>
  db
    .with('design', (all) =>
      all.selectFrom('issuing_personalization_design').selectAll().where(seenBy(scope)),
    )
    .selectFrom('design')
    .innerJoin('issuing_physical_bundle as bundle', (join) =>
      join
        .onRef('bundle.account_id', '=', 'design.account_id')
        .onRef('bundle.id', '=', 'design.physical_bundle_id'),
    )
    .select([
      'design.id',
      'design.status',
      'bundle.id as bundle_id',
      'bundle.status as bundle_status',
      'bundle.card_logo',
      'bundle.carrier_text',
      'bundle.second_line',
    ]);

const featuresOf = ({ card_logo, carrier_text, second_line }: Features): Features => ({
  card_logo,
  carrier_text,
  second_line,
});
