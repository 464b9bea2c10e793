/**
 * Prints an `.env` for docker-compose.yml with fresh secrets; `.env.example` says what each is for.
 *
 *   (umask 077 && node deploy/make-env.mjs > .env)
 */
import { createHmac, randomBytes } from 'node:crypto';

const hex = (bytes) => randomBytes(bytes).toString('hex');

const operatorKey = hex(32);
const codecToken = createHmac('sha256', operatorKey).update('codec').digest('hex').slice(0, 32);

const variables = {
  CARDWRIGHT_MASTER_KEY: randomBytes(32).toString('base64'),
  CARDWRIGHT_OPERATOR_KEY: operatorKey,
  CARDWRIGHT_CODEC_TOKEN: codecToken,
  CARDWRIGHT_SECRET_KEY: `sk_test_${hex(24)}`,
  CARDWRIGHT_OWNER_PASSWORD: hex(24),
  CARDWRIGHT_SERVICE_PASSWORD: hex(24),
  TEMPORAL_DB_PASSWORD: hex(24),
};
for (const [name, value] of Object.entries(variables)) process.stdout.write(`${name}=${value}\n`);
