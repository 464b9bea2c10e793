import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../../api/openapi/document.ts';
import { OPERATIONS } from '../../../api/operations.ts';
import { ERROR_GUIDE } from '../../../api/pages/error-guide.ts';
import { ERRORS } from '../../../domain/errors.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';

const document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
type Document = z.output<typeof document>;

let api: TestApi;
let served: Document;
beforeAll(async () => {
  api = await openTestApi();
  served = document.parse(await (await api.request('/openapi.json')).json());
});
afterAll(() => api.close());

const routesOf = ({ paths }: Document): string[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );

test('the document has every route of the table and no other', () => {
  const table = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
  expect(table.length).toBeGreaterThan(20);
  expect(routesOf(served).toSorted()).toEqual(table.toSorted());
});

test('every route of the document is mounted: without a key it asks for one', async () => {
  for (const route of routesOf(served)) {
    const [method = '', path = ''] = route.split(' ');
    const reply = await api.call(method.toUpperCase(), path.replaceAll(/:\w+/g, 'x'), {
      key: null,
    });
    expect({ route, status: reply.status }).toEqual({ route, status: 401 });
  }
});

test('every reference inside of the document leads to something', () => {
  const text = JSON.stringify(openApiDocument(OPERATIONS));
  const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path));
  expect(references.size).toBeGreaterThan(10);
  const whole: unknown = JSON.parse(text);
  for (const reference of references) {
    const target = String(reference)
      .split('/')
      .reduce((node: unknown, key) => Object(node)[key], whole);
    expect(target, reference).toBeDefined();
  }
});

test('operations have names of their own', () => {
  const ids = Object.values(served.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('parameters are told with their bounds', () => {
  const limit = served.paths['/v1/events']?.['get']?.['parameters'];
  expect(limit).toContainEqual({
    name: 'limit',
    in: 'query',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100 },
  });
});

test('the reference page asks nobody outside for anything', async () => {
  const page = await api.request('/docs');
  expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/);
  const text = await page.text();
  const addresses = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) =>
    String(address),
  );
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses) {
    expect(address).toMatch(/^\/docs\/assets\//);
    expect((await api.request(address)).status).toBe(200);
  }
});

test.each(['package.json', '..%2fpackage.json', '..%2f..%2fhono%2fpackage.json', '.'])(
  'the page serves no other file: %s',
  async (name) => {
    expect((await api.request(`/docs/assets/${name}`)).status).toBe(404);
  },
);

test('every code has its entry on the error page', async () => {
  const page = await (await api.request('/docs/errors')).text();
  const codes = [...Object.keys(ERRORS), 'internal_error'];
  expect(Object.keys(ERROR_GUIDE).toSorted()).toEqual(codes.toSorted());
  for (const code of codes) expect(page).toContain(`<h2 id="${code}">`);
});
