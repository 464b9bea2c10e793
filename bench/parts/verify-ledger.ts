import type { Context } from '../context.ts';

/** Recomputes every balance from its transfers, whoever wrote them, and gives what it says. Throws when one is wrong. */
export const verifyLedger = ({ processes, instance }: Context): Promise<string> =>
  processes.run(process.execPath, ['local/bootstrap.mjs', 'verify-ledger'], instance.env);
