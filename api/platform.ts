import { ensurePlatform } from '../db/accounts/ensure-platform.ts';
import { AppError } from '../domain/errors.ts';
import type { Currency } from '../domain/money.ts';
import { currencyOf } from '../domain/region/regions.ts';
import type { Scope } from '../domain/scope.ts';
import { nowDate } from '../infra/clock.ts';
import { ConfigError } from '../infra/config.ts';
import { uniqueText } from '../infra/ids.ts';
import type { ApiDeps } from './operation.ts';

interface PlatformOptions {
  readonly secretKey: string;
  readonly country: string;
}

/**
 * Makes sure that the platform account exists and that the configured key opens it.
 * @throws {ConfigError} for a key of live mode, and for a country in which nobody issues.
 */
export async function startPlatform(
  { db, keyring, clock }: Pick<ApiDeps, 'clock' | 'db' | 'keyring'>,
  { secretKey, country }: PlatformOptions,
): Promise<Scope> {
  if (secretKey.startsWith('sk_live_'))
    throw new ConfigError(
      'CARDWRIGHT_SECRET_KEY is a live key, and live mode needs providers for banking, screening and the card network, of which none is available yet: use a key that begins with sk_test_.',
    );
  return ensurePlatform(db, {
    country,
    currency: issuingCurrency(country),
    keyHash: keyring.fingerprint('api_key', secretKey),
    keyLast4: secretKey.slice(-4),
    now: nowDate(clock),
    unique: () => uniqueText(clock.nowMs()),
  });
}

function issuingCurrency(country: string): Currency {
  try {
    return currencyOf(country);
  } catch (error) {
    if (error instanceof AppError)
      throw new ConfigError(`CARDWRIGHT_COUNTRY cannot be used: ${error.message}`);
    throw error;
  }
}
