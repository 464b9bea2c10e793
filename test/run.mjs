/**
 * `npm test` and `npm run check`. Plain JavaScript, because it may be the first command after a clone:
 * it installs what is missing, and only then loads what needs it.
 */
import { ensureInstalled } from '../local/install.mjs';

await ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
const { runAll } = await import('./runner/run-all.ts');
process.exitCode = await runAll(process.argv.slice(2));
