import * as z from 'zod';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const port = z.coerce.number().int().min(0).max(65_535);
const masterKey = z.string().refine((text) => Buffer.from(text, 'base64').length === 32, {
  message: 'must be 32 bytes in base64, such as `openssl rand -base64 32` prints',
});

/** Sites, apart by commas. */
const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine(
    (all) => all.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    {
      message: 'must be origins apart by commas, such as https://app.example.com',
    },
  );

/** Everything that the environment may say, and nothing else. Absent means that the launcher, or a
 * default, provides it. `docs/configuration.md` and the compose file are held equal to this by a test. */
export const environment = z.object({
  PORT: port.default(4100),
  HOST: z.string().min(1).default('127.0.0.1'),
  CARDWRIGHT_DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  TEMPORAL_ADDRESS: z.string().min(1).optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_PORT: port.default(7233),
  TEMPORAL_UI_PORT: port.default(8233),
  TEMPORAL_CLI_PATH: z.string().min(1).optional(),
  CARDWRIGHT_SECRET_KEY: z
    .string()
    .regex(/^sk_(test|live)_[A-Za-z0-9]{16,200}$/, 'must look like sk_test_… or sk_live_…')
    .optional(),
  CARDWRIGHT_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country code such as US')
    .default('US'),
  CARDWRIGHT_MASTER_KEY: masterKey.optional(),
  CARDWRIGHT_OPERATOR_KEY: z.string().min(16).optional(),
  CARDWRIGHT_PUBLIC_URL: z
    .string()
    .regex(/^https?:\/\/[^\s/?#@]+$/, 'must look like https://cards.example.com, without a path')
    .optional(),
  CARDWRIGHT_REVEAL_ORIGINS: origins.optional(),
  CARDWRIGHT_WORKER_PORT: port.default(0),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});
export type Config = Readonly<z.output<typeof environment>>;

/** Thrown with one sentence a variable, each naming what would be right. It holds no value: some are secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the environment once, at the start of a process. An empty text counts as absent. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { success, data, error } = environment.safeParse(present);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new ConfigError(`The environment cannot be used. ${problems.join('; ')}.`);
}

/** Where callers reach the API: what it is told, else where it listens, seen from the same machine. */
export function publicUrlOf({ CARDWRIGHT_PUBLIC_URL, HOST, PORT }: Config): string {
  const host = ['0.0.0.0', '::'].includes(HOST) ? 'localhost' : HOST;
  return CARDWRIGHT_PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
}

/** Makes sure that a process has what it cannot start without, and says which variable to set. */
export function required<K extends keyof Config>(config: Config, name: K): NonNullable<Config[K]> {
  const value = config[name];
  if (value === undefined || value === null)
    throw new ConfigError(`Set ${name}: this process cannot start without it.`);
  return value;
}
