import { Hono } from 'hono';
import { SHIPPING_COMMANDS } from '../../../workflows/card-fulfillment/contract.ts';
import { requireOperator } from '../../require-operator.ts';
import { commandFulfillment } from './card-fulfillments/command.ts';
import { listStuckFulfillments } from './card-fulfillments/list.ts';
import { decideScreening } from './cardholders/decide.ts';
import { listScreenings } from './cardholders/list.ts';
import { settlementsApp } from './settlements/settlements-app.ts';
import { type DesignRouteDeps, designRoutes } from './designs.ts';
import { fundingRoutes } from './funding.ts';

export interface OperatorDeps extends DesignRouteDeps {
  readonly operatorKey: string;
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
  app.get('/card_fulfillments', async (c) =>
    c.json(await listStuckFulfillments(deps, new URL(c.req.url).search.slice(1))),
  );
  for (const command of SHIPPING_COMMANDS)
    app.post(`/card_fulfillments/:card/${command}`, async (c) =>
      c.json(await commandFulfillment(deps, command, c.req.param('card'))),
    );
  designRoutes(app, deps);
  fundingRoutes(app, deps);
  app.route('/', settlementsApp(deps));
  return app;
}
