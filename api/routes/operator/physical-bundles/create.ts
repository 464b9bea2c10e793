import type { Kysely } from 'kysely';
import * as z from 'zod';
import { inOneTransaction, type WorkDeps } from '../../../../authorizer/unit-of-work.ts';
import { getAccount } from '../../../../db/accounts/get.ts';
import { type Database, owned } from '../../../../db/database.ts';
import { insertCustomBundle } from '../../../../db/physical-bundles/custom.ts';
import { newId } from '../../../../db/unit-of-work.ts';
import { CUSTOM_PIECES_MIN } from '../../../../domain/design/bundle.ts';
import { FEATURE_POLICIES } from '../../../../domain/design/features.ts';
import { failure } from '../../../../domain/errors.ts';
import { type AccountId, parseId } from '../../../../domain/ids.ts';
import { parseForm } from '../../../form.ts';
import { boolean, integer, text } from '../../../input.ts';
import { parseInput } from '../../../parse-input.ts';
import {
  type IssuingPhysicalBundle,
  physicalBundleToWire,
} from '../../../wire/issuing-physical-bundle.ts';

const PIECES_MAX = 100_000_000;
const NAME_LENGTH_MAX = 200;
const policy = z.enum(FEATURE_POLICIES);

const input = z.strictObject({
  account: text(),
  livemode: boolean().default(false),
  name: text({ max: NAME_LENGTH_MAX }),
  /** How many were ordered. */
  pieces: integer({ min: CUSTOM_PIECES_MIN, max: PIECES_MAX }),
  features: z.strictObject({ card_logo: policy, carrier_text: policy, second_line: policy }),
});

/** Makes a bundle of an account's own known: it is in review until its pieces are in stock. */
export async function createCustomBundle(
  deps: WorkDeps,
  body: string,
): Promise<IssuingPhysicalBundle> {
  const { account, livemode, name, pieces, features } = parseInput(input, parseForm(body));
  const scope = { accountId: await accountOf(deps.db, account), livemode };
  const bundle = await inOneTransaction(deps, scope, (work) =>
    insertCustomBundle(work.trx, {
      ...owned(scope),
      id: newId(work, 'physicalBundle'),
      type: 'custom',
      name,
      status: 'review',
      ...features,
      pieces,
      created_at: work.now,
    }),
  );
  return physicalBundleToWire(bundle);
}

async function accountOf(db: Kysely<Database>, named: string): Promise<AccountId> {
  const id = parseId('account', named);
  if (id !== undefined) return (await getAccount(db, id)).id;
  throw failure('resource_missing', { object: 'account', id: named }, { param: 'account' });
}
