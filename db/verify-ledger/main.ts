import { ConfigError, readConfig, required } from '../../infra/config.ts';
import { openDatabase } from '../open.ts';
import { report } from './report.ts';
import { verifyLedger } from './verify-ledger.ts';

/** The exit status of a process that was not set up: `EX_CONFIG` of sysexits. */
const NOT_CONFIGURED = 78;

try {
  const url = required(readConfig(process.env), 'DATABASE_URL');
  // No bound on a statement: one check of a large ledger takes longer than any purchase may.
  const db = openDatabase({ url, max: 1, statementMsMax: 0 });
  try {
    await reach(() => db.selectFrom('ledger_account').select('id').limit(1).execute());
    const verification = await verifyLedger(db);
    process.stdout.write(report(verification));
    process.exitCode = verification.wrong ? 1 : 0;
  } finally {
    await db.destroy();
  }
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = NOT_CONFIGURED;
}

/** One sentence instead of a stack: no server, no such database, no schema in it. No address, which may
 * hold a password. */
async function reach(query: () => Promise<unknown>): Promise<void> {
  try {
    await query();
  } catch (cause) {
    // Node joins the failures for each address of a name into one error without words.
    const [reason] = cause instanceof AggregateError ? cause.errors : [cause];
    const why = reason instanceof Error ? reason.message : String(reason);
    throw new ConfigError(`No ledger can be read at DATABASE_URL: ${why}.`, { cause });
  }
}
