import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT, sourceFolders } from '../support/source-tree.ts';

const { options, ...ruleSet } = await extractDepcruiseConfig(
  path.join(PROJECT, '.dependency-cruiser.cjs'),
);
const RULES = (ruleSet.forbidden ?? []).map(({ name = '' }) => name);

async function look(baseDir: string, folders: readonly string[]): Promise<ICruiseResult> {
  const tsConfig = extractTSConfig(path.join(PROJECT, 'tsconfig.json'));
  const { output } = await cruise(
    [...folders],
    { ...options, baseDir, validate: true, ruleSet },
    undefined,
    { tsConfig },
  );
  if (typeof output === 'string') throw new Error('expected an object');
  return output;
}

test('imports go one way', async () => {
  const folders = sourceFolders();
  const { summary, modules } = await look(PROJECT, folders);
  const found = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  expect(found).toEqual([]);
  // A check that saw nothing finds nothing wrong.
  const seen = modules.filter(({ source }) =>
    folders.some((name) => source.startsWith(`${name}/`)),
  );
  expect(seen.length).toBeGreaterThan(20);
});

/** Each breaks the rule of that name and stands where nothing else is wrong: file, then what it imports. */
const SEEDS: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'domain-imports': ['domain/seed.ts', `import '../db/good.ts';`],
  'infra-imports': ['infra/seed.ts', `import '../domain/good.ts';`],
  'db-imports': ['db/seed.ts', `import '../infra/good.ts';`],
  'db-commands-imports': ['db/migrate/main.ts', `import '../../authorizer/good.ts';`],
  'providers-imports': ['providers/seed.ts', `import '../db/good.ts';`],
  'authorizer-imports': ['authorizer/seed.ts', `import '@temporalio/client';`],
  'funding-imports': ['funding/seed.ts', `import '../api/good.ts';`],
  'issuance-imports': ['issuance/seed.ts', `import '../api/good.ts';`],
  'workflows-imports': ['workflows/seed.ts', `import '../db/good.ts';`],
  'activities-imports': ['activities/seed.ts', `import 'hono';`],
  'worker-imports': ['worker/seed.ts', `import '../api/good.ts';`],
  'api-imports': ['api/seed.ts', `import '../activities/good.ts';`],
  'wire-imports': ['api/wire/seed.ts', `import '../../infra/good.ts';`],
  'bench-imports': ['bench/seed.ts', `import '../domain/good.ts';`],
  'contracts-import-domain-only': [
    'workflows/screening/contract.ts',
    `import type {} from '../../activities/good.ts';`,
  ],
  'workflows-know-activities-as-types': ['workflows/act.ts', `import '../activities/good.ts';`],
  'wire-knows-db-as-types': ['api/wire/row.ts', `import '../../db/good.ts';`],
  'nothing-imports-the-leaves': ['infra/leaf.ts', `import '../test/good.ts';`],
  'no-unresolved': ['test/unresolved.ts', `import './nowhere.ts';`],
  'no-cycles': ['test/cycle.ts', `import './cycle.ts';`],
  'no-orphans': ['local/orphan.ts', `export const alone = 1;`],
};

describe('each rule catches what breaks it', () => {
  let tree: string;
  let found: readonly { readonly rule: string; readonly from: string }[];

  const write = async (file: string, text: string): Promise<void> => {
    const target = path.join(tree, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  };

  beforeAll(async () => {
    tree = await mkdtemp(path.join(tmpdir(), 'cardwright-boundaries-'));
    const folders = ['activities', 'api', 'authorizer', 'db', 'domain', 'infra', 'test'];
    for (const folder of folders) await write(`${folder}/good.ts`, 'export const good = 1;');
    for (const name of ['hono', '@temporalio/client'])
      await write(`node_modules/${name}/index.js`, 'module.exports = {};');
    for (const [file, text] of Object.values(SEEDS)) await write(file, text);
    const { summary } = await look(tree, [...new Set(Object.values(SEEDS).map(topOf))]);
    found = summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
  });
  afterAll(() => rm(tree, { recursive: true, force: true }));

  test('there is a seed for every rule', () => {
    expect(Object.keys(SEEDS).toSorted()).toEqual(RULES.toSorted());
  });

  test.each(Object.entries(SEEDS))('%s', (rule, [file]) => {
    expect(found).toContainEqual({ rule, from: file });
  });
});

const topOf = ([file]: readonly [file: string, text: string]): string => file.split('/')[0] ?? '';
