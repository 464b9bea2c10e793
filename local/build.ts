import { spawn } from 'node:child_process';
import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { writeWorkflowBundle } from '../worker/workflow-bundle.ts';
import { readJsonFile } from './json-file.ts';
import { Problem } from './problem.ts';
import { waitForEnd } from './processes/ending.ts';
import { projectDirectory } from './project.ts';
import { inSeconds, say, stopwatch } from './say.ts';

const dist = path.join(projectDirectory, 'dist');
const BUILD_CONFIG = 'tsconfig.build.json';

/** `npm run build`: what production runs, in `dist/`. It is made anew: what has gone must not stay there. */
export async function build(): Promise<number> {
  const elapsed = stopwatch();
  await rm(dist, { recursive: true, force: true });
  await compile();
  await copyOtherFiles();
  await writeWorkflowBundle(path.join(dist, 'workflow-bundle.js'));
  say(`Built dist/ in ${inSeconds(elapsed())}.`);
  return 0;
}

async function compile(): Promise<void> {
  const tsc = path.join('node_modules', 'typescript', 'bin', 'tsc');
  const child = spawn(process.execPath, [tsc, '--project', BUILD_CONFIG], {
    cwd: projectDirectory,
    stdio: 'inherit',
  });
  const { code } = await waitForEnd(child);
  if (code !== 0) throw new Problem('The sources do not compile: see above.');
}

/** Migrations and whatever else the code reads from beside itself. */
async function copyOtherFiles(): Promise<void> {
  for (const folder of sourceFolders()) {
    const entries = await readdir(path.join(projectDirectory, folder), {
      recursive: true,
      withFileTypes: true,
    });
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.endsWith('.ts')) continue;
      const from = path.join(entry.parentPath, entry.name);
      await cp(from, path.join(dist, path.relative(projectDirectory, from)));
    }
  }
}

function sourceFolders(): readonly string[] {
  const schema = z.object({ include: z.array(z.string()).min(1) });
  const config = readJsonFile(path.join(projectDirectory, BUILD_CONFIG), schema);
  if (config === undefined) throw new Problem(`${BUILD_CONFIG} names no folders.`);
  return config.include;
}
