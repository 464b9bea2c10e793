import type { Hono } from 'hono';
import type { WorkDeps } from '../../../authorizer/unit-of-work.ts';
import { moveBundle } from '../../../db/physical-bundles/custom.ts';
import { physicalBundleToWire } from '../../wire/issuing-physical-bundle.ts';
import type { WorkflowUpdates } from '../../workflow-updates.ts';
import type { DownloadDeps } from '../files/download.ts';
import { cardLogo } from './designs/card-logo.ts';
import { activate, deactivate, reject } from './designs/decide.ts';
import { listDesignReviews } from './designs/list.ts';
import { createCustomBundle } from './physical-bundles/create.ts';

export interface DesignRouteDeps extends DownloadDeps, WorkDeps {
  readonly workflows: WorkflowUpdates;
  readonly workflowUrl: (workflowId: string) => string;
}

/** Designs that wait for a person, and bundles that are ordered for one account. */
export function designRoutes(app: Hono, deps: DesignRouteDeps): void {
  const path = '/personalization_designs';
  app.get(path, async (c) =>
    c.json(await listDesignReviews(deps, new URL(c.req.url).search.slice(1))),
  );
  app.get(`${path}/:design/card_logo`, async (c) => cardLogo(deps, c.req.param('design')));
  for (const [verb, decide] of Object.entries({ activate, deactivate, reject }))
    app.post(`${path}/:design/${verb}`, async (c) =>
      c.json(await decide(deps, c.req.param('design'), await c.req.text())),
    );
  app.post('/physical_bundles', async (c) =>
    c.json(await createCustomBundle(deps, await c.req.text())),
  );
  for (const move of ['activate', 'deactivate'] as const)
    app.post(`/physical_bundles/:bundle/${move}`, async (c) =>
      c.json(physicalBundleToWire(await moveBundle(deps.db, c.req.param('bundle'), move))),
    );
}
