import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectDirectory } from '../project.ts';
import type { Results } from '../results.ts';
import { markdownOf } from './markdown.ts';
import { withResults } from './readme.ts';

/** Where results are kept: one file a run, named for when it began, so that the last by name is the newest. */
export const resultsDirectory = path.join(projectDirectory, 'bench', 'results');

/** Keeps the results of a run, and shows them in README.md. Gives the file. */
export async function writeResults(results: Results): Promise<string> {
  const name = `${results.at.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replaceAll(':', '-')}Z.json`;
  await mkdir(resultsDirectory, { recursive: true });
  const file = path.join(resultsDirectory, name);
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
  const readme = path.join(projectDirectory, 'README.md');
  await writeFile(readme, withResults(await readFile(readme, 'utf8'), markdownOf(results)));
  return path.relative(projectDirectory, file);
}
