import { readFileSync } from 'node:fs';

/** The same for everybody, and as it lies here: there is nothing of a card, a key or a person in it. */
const read = (name: string): string =>
  readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');

export const REVEAL_PAGE = read('reveal.html');

export const REVEAL_ASSETS: Readonly<
  Record<string, { readonly type: string; readonly content: string }>
> = {
  'reveal.css': { type: 'text/css; charset=utf-8', content: read('reveal.css') },
  'reveal.js': { type: 'text/javascript; charset=utf-8', content: read('reveal.js') },
};
