import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT, readProjectFile } from '../support/source-tree.ts';

/** Every document of ours, as a path from the top. */
export const documents = (): readonly string[] => [
  ...readdirSync(PROJECT).filter((name) => name.endsWith('.md')),
  ...readdirSync(path.join(PROJECT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll(path.sep, '/')}`),
];

const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '');

/** The targets of the links in a document, as they are written. */
export const linksIn = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

/** What the headings of a document can be linked by, in the way of GitHub. */
export const anchorsIn = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );

/** Why a link leads nowhere; `undefined` when it leads somewhere, or out of the repository. */
export function problemOfLink(document: string, target: string): string | undefined {
  if (/^https?:\/\//.test(target)) return undefined;
  const [file = '', anchor] = target.split('#');
  const linked = file === '' ? document : path.posix.join(path.posix.dirname(document), file);
  const place = path.join(PROJECT, linked);
  if (!existsSync(place)) return `${document} links to ${target}: there is no ${linked}`;
  if (anchor === undefined || statSync(place).isDirectory()) return undefined;
  return anchorsIn(readProjectFile(linked)).includes(anchor)
    ? undefined
    : `${document} links to ${target}: ${linked} has no such heading`;
}

/** The first two cells of each row whose first is code, `` `npm start` ``, without its backticks. */
export const rowsIn = (text: string): readonly (readonly [first: string, second: string])[] =>
  [...withoutCode(text).matchAll(/^\| `([^`|]+)` \| ([^|]*?) \|/gm)].map(
    ([, first = '', second = '']) => [first, second] as const,
  );

export const firstCellsIn = (text: string): readonly string[] =>
  rowsIn(text).map(([first]) => first);

/** The part of a document below a heading, up to the next one of its level. */
export function sectionOf(text: string, heading: string): string {
  const [, rest = ''] = text.split(`\n${heading}\n`);
  const level = heading.slice(0, heading.indexOf(' ') + 1);
  return rest.split(`\n${level}`)[0] ?? '';
}
