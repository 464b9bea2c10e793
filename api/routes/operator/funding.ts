import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Database } from '../../../db/database.ts';
import type { WorkflowUpdates } from '../../workflow-updates.ts';
import { attachHeldCredit, returnHeldCredit } from './bank-credits/decide.ts';
import { listHeldCredits } from './bank-credits/list.ts';
import { listNegativeBalances } from './negative-balances/list.ts';
import { writeOffBalance } from './negative-balances/write-off.ts';

interface FundingRouteDeps {
  readonly db: Kysely<Database>;
  readonly workflows: WorkflowUpdates;
  readonly workflowUrl: (workflowId: string) => string;
}

const searchOf = (url: string): string => new URL(url).search.slice(1);

/** Money that nobody could place, and balances below zero. */
export function fundingRoutes(app: Hono, deps: FundingRouteDeps): void {
  app.get('/bank_credits', async (c) => c.json(await listHeldCredits(deps, searchOf(c.req.url))));
  app.post('/bank_credits/:bank_credit/attach', async (c) =>
    c.json(await attachHeldCredit(deps, c.req.param('bank_credit'), await c.req.text())),
  );
  app.post('/bank_credits/:bank_credit/return', async (c) =>
    c.json(await returnHeldCredit(deps, c.req.param('bank_credit'))),
  );
  app.get('/negative_balances', async (c) =>
    c.json(await listNegativeBalances(deps, searchOf(c.req.url))),
  );
  app.post('/negative_balances/:negative_balance/write_off', async (c) =>
    c.json(await writeOffBalance(deps, c.req.param('negative_balance'))),
  );
}
