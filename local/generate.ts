import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generate as generateApiDocuments } from '../api/generate.ts';
import { generateSchema } from '../db/migrate/describe-schema.ts';
import { Problem } from './problem.ts';
import { projectDirectory } from './project.ts';
import { say } from './say.ts';
import { withScratchDatabase } from './scratch-database.ts';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
}

export interface GenerateContext {
  /** Migrated to the newest version and empty. */
  readonly databaseUrl: string;
}

type Generate = (context: GenerateContext) => Promise<readonly GeneratedFile[]>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is checked in and made of something else. */
const GENERATORS: readonly Generate[] = [generateApiDocuments, generateSchema];

/** `npm run generate`: writes what is stale; with `--check` it only names it, and fails. */
export async function generate(env: Environment, args: readonly string[]): Promise<number> {
  const files = await withScratchDatabase(env, makeAll);
  if (files.length === 0) throw new Problem('No generator made a file.');
  const stale = await filterAsync(files, isStale);
  if (args.includes('--check')) {
    for (const file of stale) console.error(`${file.path} is stale: run \`npm run generate\`.`);
    say(`${files.length} files are generated, ${stale.length} of them stale.`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const file of stale) await write(file);
  say(`${files.length} files are generated, ${stale.length} of them written anew.`);
  return 0;
}

async function makeAll(databaseUrl: string): Promise<readonly GeneratedFile[]> {
  const made = await Promise.all(GENERATORS.map((make) => make({ databaseUrl })));
  return made.flat();
}

async function isStale({ path: name, content }: GeneratedFile): Promise<boolean> {
  try {
    return (await readFile(path.join(projectDirectory, name), 'utf8')) !== content;
  } catch {
    return true;
  }
}

async function write({ path: name, content }: GeneratedFile): Promise<void> {
  const file = path.join(projectDirectory, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  say(`wrote ${name}`);
}

async function filterAsync<T>(
  items: readonly T[],
  isWanted: (item: T) => Promise<boolean>,
): Promise<readonly T[]> {
  const verdicts = await Promise.all(items.map(isWanted));
  return items.filter((_item, index) => verdicts[index]);
}
