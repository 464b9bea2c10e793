// Plain JavaScript without a dependency: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));

/**
 * Makes sure that what package-lock.json names is installed, so that any script works as the first
 * command after a clone. Ends the process, with a sentence, when Node is too old or npm fails.
 */
export async function ensureInstalled() {
  checkNode();
  const reason = whatIsWrong();
  if (reason === undefined) return;

  console.log(`Installing the packages (${reason}): \`npm ci\`, about half a minute.`);
  const began = performance.now();
  const code = await npmCi();
  if (code !== 0) {
    console.error(`\`npm ci\` failed with exit code ${code}: what it printed above says why.`);
    process.exit(1);
  }
  console.log(`Installed in ${Math.round((performance.now() - began) / 1000)} s.\n`);
}

function checkNode() {
  const { node: range } = readJson('package.json').engines;
  if (satisfies(process.versions.node, range)) return;
  console.error(
    `Cardwright needs Node ${range}, and this is ${process.versions.node}: install a newer one (https://nodejs.org).`,
  );
  process.exit(1);
}

/** Enough of semver for our own `engines`: `>=20.19 <21 || >=24`. */
function satisfies(version, range) {
  return range.split('||').some((part) =>
    part
      .trim()
      .split(/\s+/)
      .every((bound) => isWithin(version, bound)),
  );
}

function isWithin(version, bound) {
  const [, sign, limit] = /^(>=|<)(.+)$/.exec(bound) ?? [];
  if (sign === undefined) throw new Error(`package.json: engines.node has no bound like ${bound}`);
  return sign === '>=' ? compare(version, limit) >= 0 : compare(version, limit) < 0;
}

function compare(one, other) {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Compares what npm wrote down as installed with the lock file: times say nothing after a checkout. */
function whatIsWrong() {
  const installed = tryReadJson('node_modules/.package-lock.json')?.packages;
  if (installed === undefined) return 'none is there';
  const wanted = readJson('package-lock.json').packages;
  const isOther = Object.entries(wanted).some(([place, { version, optional, link }]) => {
    // The project itself; what another platform needs is listed, but not installed.
    if (place === '' || link === true) return false;
    const found = installed[place];
    return found === undefined ? optional !== true : found.version !== version;
  });
  return isOther ? 'they differ from package-lock.json' : undefined;
}

/** Also what is for development, whatever NODE_ENV says: `npm run demo` is, and `npm test`. */
async function npmCi() {
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--include=dev', '--include=optional'];
  const [file, ...rest] = npm === undefined ? ['npm', ...args] : [process.execPath, npm, ...args];
  const child = spawn(file, rest, { cwd: project, stdio: 'inherit' });
  const pass = (signal) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (status, signal) => resolve(status ?? signal));
  });
  process.off('SIGINT', pass).off('SIGTERM', pass);
  return code;
}

function tryReadJson(file) {
  try {
    return readJson(file);
  } catch {
    return undefined;
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));
}
