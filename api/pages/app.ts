import { Hono } from 'hono';
import { failure } from '../../domain/errors.ts';
import { ERRORS_PATH } from '../errors.ts';
import type { AppEnv } from '../observe.ts';
import { openApiDocument } from '../openapi/document.ts';
import type { Operation } from '../operation.ts';
import { errorsPage } from './errors.ts';
import { PAGE_HEADERS } from './html.ts';
import { readAsset, referencePage } from './reference.ts';

/** What a person reads: the reference, the errors. Made once, because it is the same for everybody. */
export function pagesApp(operations: readonly Operation[]): Hono<AppEnv> {
  const document = JSON.stringify(openApiDocument(operations));
  const [reference, errors] = [referencePage(), errorsPage()];
  const app = new Hono<AppEnv>();
  app.get('/openapi.json', (c) => c.body(document, 200, { 'Content-Type': 'application/json' }));
  // The printed address of the API opens in a browser where its reader can go on.
  app.get('/', (c) => c.redirect('/docs'));
  app.get('/docs', (c) => c.body(reference, 200, PAGE_HEADERS));
  app.get(ERRORS_PATH, (c) => c.body(errors, 200, PAGE_HEADERS));
  app.get('/docs/assets/:name', async (c) => {
    const asset = await readAsset(c.req.param('name'));
    if (!asset) throw failure('route_unknown', { method: c.req.method, path: c.req.path });
    return c.body(asset.content, 200, { 'Content-Type': asset.type });
  });
  return app;
}
