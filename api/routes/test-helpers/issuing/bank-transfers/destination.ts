import * as z from 'zod';
import { failure } from '../../../../../domain/errors.ts';
import { type Destination, parseIban } from '../../../../../domain/funding/financial-address.ts';
import { refuse } from '../../../../parse-input.ts';

interface Named {
  /** As it stands on the transfer. */
  readonly address: string;
  /** `undefined`: no account of ours can have it. */
  readonly destination: Destination | undefined;
}

const digits = (pattern: RegExp) => z.string().regex(pattern);

/** Where a transfer goes, in the fields of funding instructions: one of the three. Right or wrong, it is sent. */
export const destination = z
  .strictObject({
    aba: z
      .strictObject({ account_number: digits(/^\d{1,17}$/), routing_number: digits(/^\d{9}$/) })
      .transform((to): Named => at(to.routing_number, to.account_number))
      .optional(),
    iban: z
      .strictObject({ iban: digits(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/) })
      .transform(({ iban }): Named => ({ address: iban, destination: parseIban(iban) }))
      .optional(),
    sort_code: z
      .strictObject({ account_number: digits(/^\d{8}$/), sort_code: digits(/^\d{6}$/) })
      .transform((to): Named => at(to.sort_code, to.account_number))
      .optional(),
  })
  .transform((given, ctx): Named => {
    const [named, second] = Object.values(given).filter((each) => each !== undefined);
    if (named && !second) return named;
    const names = ['destination[aba]', 'destination[iban]', 'destination[sort_code]'];
    return refuse(ctx, failure('parameters_exclusive', { names }));
  });

const at = (bankCode: string, accountNumber: string): Named => ({
  address: `${bankCode}/${accountNumber}`,
  destination: { bankCode, accountNumber },
});
