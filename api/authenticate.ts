import type { Kysely } from 'kysely';
import { findKey, type KnownKey } from '../db/accounts/find-key.ts';
import type { Database } from '../db/database.ts';
import { failure } from '../domain/errors.ts';
import type { Scope } from '../domain/scope.ts';
import type { Clock } from '../infra/clock.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';

/** A revoked key is refused this long after it was revoked, at the latest. */
const CACHE_MS = 10_000;
/** More keys than an installation has in use; beyond it the oldest is looked up again. */
const CACHED_MAX = 1_000;

const SECRET_KEY = /^sk_(test|live)_[A-Za-z0-9]{1,200}$/;

interface AuthenticationDeps {
  readonly db: Kysely<Database>;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

export type Authenticate = (authorization: string | undefined) => Promise<Scope>;

/** Tells whose key a request carries. Keys are found by their keyed hash, so that none is stored. */
export function authenticator({ db, keyring, clock }: AuthenticationDeps): Authenticate {
  const cache = new Map<string, { readonly known: KnownKey; readonly atMs: number }>();

  const lookUp = async (key: string): Promise<KnownKey | undefined> => {
    const hash = keyring.fingerprint('api_key', key);
    const name = hash.toString('base64');
    const cached = cache.get(name);
    const ageMs = cached && clock.nowMs() - cached.atMs;
    // Negative when the clock was set back: nobody knows then how old it is.
    if (cached && ageMs !== undefined && ageMs >= 0 && ageMs < CACHE_MS) return cached.known;
    const known = await findKey(db, hash);
    cache.delete(name);
    if (!known) return undefined;
    const [oldest] = cache.keys();
    if (cache.size >= CACHED_MAX && oldest !== undefined) cache.delete(oldest);
    cache.set(name, { known, atMs: clock.nowMs() });
    return known;
  };

  return async (authorization) => {
    const key = credentialOf(authorization);
    if (key === undefined) throw failure('api_key_invalid', { problem: MISSING });
    const known = SECRET_KEY.test(key) ? await lookUp(key) : undefined;
    if (!known) throw failure('api_key_invalid', { problem: problemOf(key) });
    if (known.revoked) throw failure('api_key_expired', {});
    return known.scope;
  };
}

/** What stands in `Authorization: Bearer …`, or as the user name of `Basic …`. */
export function credentialOf(authorization: string | undefined): string | undefined {
  const [, scheme = '', text = ''] = /^(bearer|basic) +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return text;
  const [user] = Buffer.from(text, 'base64').toString('utf8').split(':');
  return user === '' ? undefined : user;
}

const MISSING =
  'You did not provide an API key. Send it as `Authorization: Bearer sk_test_…`, or as the user name of HTTP Basic.';

function problemOf(key: string): string {
  const [kind] = /^(rk|pk|ek)(?=_)/.exec(key) ?? [];
  return kind === undefined
    ? `Invalid API key provided: ${masked(key)}`
    : `Only secret keys (sk_…) are accepted here, and not ${kind}_ keys.`;
}

/** Enough to recognise a key by, and nothing to use it by. What does not look like a key shows nothing. */
const masked = (key: string): string =>
  SECRET_KEY.test(key) && key.length >= 24 ? `${key.slice(0, 8)}****${key.slice(-4)}` : '****';

/**
 * The account that a request acts for. Connected accounts come later: until then a key acts for its
 * own account only, and another one's name is refused instead of ignored.
 */
export function checkActsFor(scope: Scope, account: string | undefined): void {
  if (account !== undefined && account !== scope.accountId)
    throw failure('account_invalid', { account: account.slice(0, 80) });
}
