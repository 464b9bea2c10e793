import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { page } from './html.ts';

/** Importing the package would cost a fifth of a second: its files are served by their paths. */
const require = createRequire(import.meta.url);
const folder = path.dirname(require.resolve('swagger-ui-dist/package.json'));

const TYPES = {
  'favicon-32x32.png': 'image/png',
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
} as const;

/** Ours, because the page may have no script of its own text. */
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true });`;

export interface Asset {
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer> | string;
}

/** A file of the reference page, and no other file of the disk. */
export async function readAsset(name: string): Promise<Asset | undefined> {
  if (name === 'start.js') return { type: 'text/javascript; charset=utf-8', content: START };
  if (!isServed(name)) return undefined;
  return { type: TYPES[name], content: new Uint8Array(await readFile(path.join(folder, name))) };
}

const isServed = (name: string): name is keyof typeof TYPES => Object.hasOwn(TYPES, name);

export const referencePage = (): string =>
  page(
    'API reference',
    `<div id="reference"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/start.js"></script>`,
    '<link rel="stylesheet" href="/docs/assets/swagger-ui.css">',
  );
