import { Hono } from 'hono';
import { listSettlementBreaks, resolveSettlementBreak, retrieveSettlementBreak } from './breaks.ts';
import {
  listSettlementDays,
  readAdviceOf,
  retrieveSettlementDay,
  type SettlementDeps,
} from './days.ts';

const searchOf = (url: string): string => new URL(url).search.slice(1);

/** Below `/v1/operator`: days of networks, and what differs in them. */
export function settlementsApp(deps: SettlementDeps): Hono {
  const app = new Hono();
  app.get('/settlements', async (c) => c.json(await listSettlementDays(deps, searchOf(c.req.url))));
  app.get('/settlements/:day', async (c) =>
    c.json(await retrieveSettlementDay(deps, c.req.param('day'))),
  );
  app.post('/settlements/:day/read_advice', async (c) =>
    c.json(await readAdviceOf(deps, c.req.param('day'))),
  );
  app.get('/settlement_breaks', async (c) =>
    c.json(await listSettlementBreaks(deps, searchOf(c.req.url))),
  );
  app.get('/settlement_breaks/:break', async (c) =>
    c.json(await retrieveSettlementBreak(deps, c.req.param('break'))),
  );
  app.post('/settlement_breaks/:break/resolve', async (c) =>
    c.json(await resolveSettlementBreak(deps, c.req.param('break'), c.req.raw)),
  );
  return app;
}
