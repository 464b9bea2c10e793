// The first thing that an npm script runs: plain JavaScript, because nothing may be installed yet.
import { ensureInstalled } from './install.mjs';

await ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./main.ts');
// Connections that are kept alive must not keep a finished command alive.
process.exit(await main(process.argv.slice(2), process.env));
