import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Database } from '../../../db/database.ts';
import { requireOperator } from '../../require-operator.ts';
import type { WorkflowUpdates } from '../../workflow-updates.ts';
import { decideScreening } from './cardholders/decide.ts';
import { listScreenings } from './cardholders/list.ts';
import { settlementsApp } from './settlements/settlements-app.ts';
import { fundingRoutes } from './funding.ts';

export interface OperatorDeps {
  readonly db: Kysely<Database>;
  readonly workflows: WorkflowUpdates;
  readonly operatorKey: string;
  readonly workflowUrl: (workflowId: string) => string;
}

/** `/v1/operator`: for who runs the installation, over all accounts. No key of an account opens it. */
export function operatorApp(deps: OperatorDeps): Hono {
  const authorize = requireOperator(deps.operatorKey);
  const app = new Hono();
  app.use(async (c, next) => {
    authorize(c.req.header('authorization'));
    await next();
  });
  app.get('/cardholders', async (c) =>
    c.json(await listScreenings(deps, new URL(c.req.url).search.slice(1))),
  );
  for (const [verb, decision] of [
    ['clear', 'clearCardholder'],
    ['reject', 'rejectCardholder'],
  ] as const)
    app.post(`/cardholders/:cardholder/${verb}`, async (c) =>
      c.json(await decideScreening(deps, decision, c.req.param('cardholder'))),
    );
  fundingRoutes(app, deps);
  app.route('/', settlementsApp(deps));
  return app;
}
