import type pg from 'pg';
import { hashOfKey, makeSecretKey } from './keys.ts';

/**
 * Makes accounts beside the platform's, each with a secret key, and gives those keys. By SQL, because the
 * API has no way yet to make a connected account; everything else of a program is made over HTTP. They
 * are copies of the platform's own row, so that they stand as it stands.
 */
export async function makeAccounts(
  database: pg.Client,
  masterKey: string,
  count: number,
): Promise<readonly string[]> {
  const keys = Array.from({ length: count }, makeSecretKey);
  for (const [index, secretKey] of keys.entries()) {
    // They sort after the platform, which is the first account there is.
    const unique = `zbench${String(index).padStart(18, '0')}`;
    const account = JSON.stringify({ id: `acct_${unique}` });
    await database.query(
      `insert into account
       select copy.* from (select * from account order by id limit 1) platform,
         jsonb_populate_record(platform::account, $1) copy`,
      [account],
    );
    const key = JSON.stringify({ id: `key_${unique}`, account_id: `acct_${unique}` });
    await database.query(
      `insert into api_key
       select copy.* from (select * from api_key order by account_id, id limit 1) first,
         jsonb_populate_record(first::api_key, $1 || jsonb_build_object('hash', $2::bytea, 'last4', $3::text)) copy`,
      [key, hashOfKey(secretKey, masterKey), secretKey.slice(-4)],
    );
  }
  return keys;
}
