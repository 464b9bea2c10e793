import { getAuthorization, lockAuthorization } from '../../../../db/authorizations/get.ts';
import { viewAuthorization } from '../../../../db/authorizations/views.ts';
import { recordEvent } from '../../../../db/events/record.ts';
import type { UnitOfWork } from '../../../../db/unit-of-work.ts';
import {
  authorizationToWire,
  type IssuingAuthorization,
} from '../../../wire/issuing-authorization.ts';

/** The authorization as the command sees it now: with its own changes, which nobody else sees yet. */
async function presentAuthorization(
  { trx, scope }: UnitOfWork,
  id: string,
): Promise<IssuingAuthorization> {
  const row = await getAuthorization(trx, scope, id);
  return authorizationToWire(await viewAuthorization(trx, scope, row));
}

/**
 * Runs a step of an authorization, tells what it changed, and answers with how it stands. Locked before
 * it is read: the event of a step that waited would else tell another's change as its own.
 */
export async function changeAuthorization(
  work: UnitOfWork,
  id: string,
  step: () => Promise<unknown>,
): Promise<IssuingAuthorization> {
  await lockAuthorization(work.trx, work.scope, id);
  const previous = await presentAuthorization(work, id);
  await step();
  const object = await presentAuthorization(work, id);
  await recordEvent(work, { type: 'issuing_authorization.updated', object, previous });
  return object;
}
