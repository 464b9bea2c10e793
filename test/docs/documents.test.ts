import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { DECISION_REASONS } from '../../domain/authorization/decline-reason.ts';
import { ERRORS } from '../../domain/errors.ts';
import { type Config, environment, readConfig } from '../../infra/config.ts';
import { PROJECT, readProjectFile } from '../support/source-tree.ts';
import {
  anchorsIn,
  documents,
  firstCellsIn,
  linksIn,
  problemOfLink,
  rowsIn,
  sectionOf,
} from './markdown.ts';

describe('links', () => {
  test.each(documents())('each one in %s leads somewhere', (document) => {
    const problems = linksIn(readProjectFile(document)).map((to) => problemOfLink(document, to));
    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
  });

  test('a wrong one is caught, by file and by heading', () => {
    expect(problemOfLink('README.md', 'docs/nowhere.md')).toContain('there is no docs/nowhere.md');
    expect(problemOfLink('docs/README.md', '../README.md#nowhere')).toContain('no such heading');
    expect(problemOfLink('docs/README.md', '../README.md#scripts')).toBeUndefined();
  });

  test('there are links to follow, and every document is reached from the list of documents', () => {
    const listed = linksIn(readProjectFile('docs/README.md'));
    expect(listed.length).toBeGreaterThan(10);
    const pages = documents().filter((name) => /^docs\/(?!README|decisions\/)/.test(name));
    const unlisted = pages.filter((name) => !listed.includes(name.replace('docs/', '')));
    expect(unlisted).toEqual([]);
  });
});

describe('documents say what the code says', () => {
  test('the table of scripts is the list of scripts', () => {
    const { scripts } = JSON.parse(readProjectFile('package.json'));
    const rows = firstCellsIn(sectionOf(readProjectFile('README.md'), '## Scripts'));
    const names = rows.map((row) => row.replace(/^npm (run )?/, ''));
    expect(names.toSorted()).toEqual(Object.keys(scripts).toSorted());
  });

  test('the tree of the README has every folder of source', () => {
    const { include } = JSON.parse(readProjectFile('tsconfig.json'));
    const tree = sectionOf(readProjectFile('README.md'), '## The tree');
    const named = [...tree.matchAll(/^(\w+)\/ /gm)].map(([, folder]) => folder);
    const folders = include.filter((folder: string) => existsSync(path.join(PROJECT, folder)));
    expect(named).toEqual(
      expect.arrayContaining(folders.filter((name: string) => !name.includes('.'))),
    );
    for (const folder of named)
      expect(existsSync(path.join(PROJECT, folder ?? '')), folder).toBe(true);
  });

  test('the table of variables is what the configuration knows, with its defaults', () => {
    const { shape } = environment;
    const defaults = readConfig({});
    const rows = rowsIn(readProjectFile('docs/configuration.md')).filter(([name]) =>
      /^[A-Z_]+$/.test(name),
    );
    expect(rows.map(([name]) => name).toSorted()).toEqual(Object.keys(shape).toSorted());
    for (const [name, documented] of rows)
      if (isVariable(name) && defaults[name] !== undefined)
        expect(documented, name).toBe(`\`${String(defaults[name])}\``);
  });

  test('reasons stand in their order of precedence, each with a way to see it', () => {
    const page = readProjectFile('docs/decline-reasons.md');
    expect(firstCellsIn(page)).toEqual(DECISION_REASONS);
    const complete = page.match(/^\| `\w+` \| [^|]+ \| [^|]{5,} \|$/gm) ?? [];
    expect(complete).toHaveLength(DECISION_REASONS.length);
  });

  test('every error has its paragraph, which a doc_url can name', () => {
    const anchors = anchorsIn(readProjectFile('docs/errors.md'));
    expect(Object.keys(ERRORS).filter((code) => !anchors.includes(code))).toEqual([]);
  });

  test('every workflow has its page, and every page its workflow', () => {
    const folders = readdirSync(path.join(PROJECT, 'workflows'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const pages = readdirSync(path.join(PROJECT, 'docs/workflows'));
    expect(folders.length).toBeGreaterThan(0);
    expect(pages.toSorted()).toEqual(folders.map((name) => `${name}.md`).toSorted());
  });

  test('every decision tells its context, its drawbacks and its alternatives, and numbers do not repeat', () => {
    const decisions = readdirSync(path.join(PROJECT, 'docs/decisions'));
    const numbers = decisions.map((name) => Number(name.slice(0, 4)));
    expect(numbers.toSorted((one, other) => one - other)).toEqual(
      numbers.map((_, index) => index + 1),
    );
    for (const name of decisions)
      for (const part of ['Context', 'Decision', 'Drawbacks', 'Alternatives'])
        expect(readProjectFile(`docs/decisions/${name}`), name).toContain(`**${part}.**`);
  });
});

const isVariable = (name: string): name is keyof Config => Object.hasOwn(environment.shape, name);
