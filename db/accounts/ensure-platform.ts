import { type Kysely, sql, type Transaction } from 'kysely';
import { makeId } from '../../domain/ids.ts';
import type { Currency } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';
import { ensureStandardBundles } from '../physical-bundles/ensure-standard.ts';

/** Any number that nothing else locks. */
const PLATFORM_LOCK = 4_100_001;

export interface Platform {
  readonly country: string;
  readonly currency: Currency;
  readonly keyHash: Buffer;
  readonly keyLast4: string;
  readonly now: Date;
  readonly unique: () => string;
}

/**
 * Makes sure that the platform account exists and that the secret key opens it. May be called by any
 * number of processes at once and at every start: an account that is there stays as it is, a new key
 * is added to it, and a revoked key stays revoked.
 */
export const ensurePlatform = (db: Kysely<Database>, platform: Platform): Promise<Scope> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${PLATFORM_LOCK})`.execute(trx);
    const accountId = (await findPlatform(trx)) ?? (await createPlatform(trx, platform));
    await ensureStandardBundles(trx, { accountId, livemode: false }, platform.now);
    await trx
      .insertInto('api_key')
      .values({
        account_id: accountId,
        livemode: false,
        id: makeId('apiKey', platform.unique()),
        hash: platform.keyHash,
        last4: platform.keyLast4,
        created_at: platform.now,
        revoked_at: null,
      })
      // The same key at the next start.
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
    return { accountId, livemode: false };
  });

/** The platform is the first account: connected ones are made by it. */
const findPlatform = async (trx: Transaction<Database>) =>
  (await trx.selectFrom('account').select('id').orderBy('id').limit(1).executeTakeFirst())?.id;

async function createPlatform(
  trx: Transaction<Database>,
  { country, currency, now, unique }: Platform,
) {
  const id = makeId('account', unique());
  await trx
    .insertInto('account')
    .values({
      id,
      country,
      default_currency: currency,
      business_name: 'Cardwright Sandbox',
      card_issuing: 'active',
      default_brand: 'Visa',
      created_at: now,
    })
    .execute();
  return id;
}
