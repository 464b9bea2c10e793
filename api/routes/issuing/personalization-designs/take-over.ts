/** What only one design of an account can have: a lookup key, and to be the default. */
import { holderOf } from '../../../../db/designs/take-over.ts';
import { updateDesign } from '../../../../db/designs/update.ts';
import { isPlatform } from '../../../../db/accounts/is-platform.ts';
import { recordEvent } from '../../../../db/events/record.ts';
import type { DesignRow } from '../../../../db/tables/design.ts';
import type { UnitOfWork } from '../../../../db/unit-of-work.ts';
import { failure } from '../../../../domain/errors.ts';
import type { PersonalizationDesignId } from '../../../../domain/ids.ts';
import { designToWire } from '../../../wire/issuing-personalization-design.ts';

interface Asked {
  readonly lookup_key?: string | null | undefined;
  readonly transfer_lookup_key?: boolean | undefined;
  readonly preferences?: { readonly is_default: boolean } | undefined;
}

/** What the design gets; what it does not ask for stays as it is. */
type Taken = Partial<Pick<DesignRow, 'is_default' | 'is_platform_default' | 'lookup_key'>>;

/**
 * Takes from other designs what this one asks for, and tells of them that they changed. Designs are locked:
 * there is no moment at which two have it, or none.
 *
 * @throws `resource_already_exists` for a lookup key that is not to be transferred.
 */
export async function takeOver(
  work: UnitOfWork,
  id: PersonalizationDesignId,
  { lookup_key: lookupKey, transfer_lookup_key: transfers = false, preferences }: Asked,
): Promise<Taken> {
  if (typeof lookupKey === 'string') {
    const holder = await holderOf(work, { lookup_key: lookupKey });
    if (holder && holder.id !== id && !transfers) throw taken(lookupKey, holder);
    if (holder && holder.id !== id) await change(work, holder, { lookup_key: null });
  }
  const isDefault = preferences?.is_default;
  const platform = isDefault !== undefined && (await isPlatform(work.trx, work.scope.accountId));
  const holder = isDefault === true ? await holderOf(work, { is_default: true }) : undefined;
  if (holder && holder.id !== id) await change(work, holder, defaultColumns(false, platform));
  return {
    ...(lookupKey !== undefined && { lookup_key: lookupKey }),
    ...(isDefault !== undefined && defaultColumns(isDefault, platform)),
  };
}

/** The platform's own default serves its connected accounts as well. */
export const defaultColumns = (isDefault: boolean, platform: boolean) => ({
  is_default: isDefault,
  is_platform_default: platform ? isDefault : null,
});

async function change(work: UnitOfWork, before: DesignRow, columns: Taken): Promise<void> {
  const after = await updateDesign(work, before.id, columns);
  await recordEvent(work, {
    type: 'issuing_personalization_design.updated',
    object: designToWire(after),
    previous: designToWire(before),
  });
}

function taken(lookupKey: string, { id }: DesignRow) {
  const problem = `The design ${id} has the lookup key '${lookupKey}'. Send transfer_lookup_key to take it over.`;
  return failure('resource_already_exists', { problem }, { param: 'lookup_key' });
}
