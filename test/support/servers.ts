export interface Servers {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly stop: () => Promise<void>;
}

/** What the environment names is used as it is; a test run never skips for want of a server. */
export async function startServers(_folder: string): Promise<Servers> {
  return {
    databaseUrl: named('DATABASE_URL'),
    temporalAddress: named('TEMPORAL_ADDRESS'),
    stop: async () => {},
  };
}

function named(variable: 'DATABASE_URL' | 'TEMPORAL_ADDRESS'): string {
  const value = process.env[variable];
  if (value === undefined) throw new Error(`set ${variable}: a skipped test proves nothing`);
  return value;
}
