import * as z from 'zod';
import type { UnitOfWork } from '../../../../db/unit-of-work.ts';
import type { Pin } from '../../../../domain/card/pin.ts';
import { readPin } from '../../../../issuance/read-pin.ts';
import { text } from '../../../input.ts';
import type { ApiDeps } from '../../../operation.ts';

/** A PIN is sent as a JWE and in no other way: in clear it would pass through everybody's logs. */
export const pinInput = z.strictObject({ encrypted_number: text({ max: 5_000 }) });

/** The PIN that was sent, if one was. It comes before any lock: to decrypt takes longer than to write. */
export const pinOf = async (
  { trx }: UnitOfWork,
  { pin }: { readonly pin?: z.output<typeof pinInput> | undefined },
  { keyring, clock }: Pick<ApiDeps, 'clock' | 'keyring'>,
): Promise<Pin | undefined> => pin && readPin({ db: trx, keyring, clock }, pin.encrypted_number);
