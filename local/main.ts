import { ConfigError } from '../infra/config.ts';
import { Problem, reasonOf } from './problem.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Command = (env: Environment, args: readonly string[]) => Promise<number>;

/** Each loads what it needs and no more: `npm start` need not wait for what makes documents. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => {
    const { start } = await import('./start.ts');
    return (env) => start(env);
  },
  demo: async () => (await import('./demo.ts')).demo,
  'verify-ledger': async () => (await import('./database.ts')).verifyLedger,
  migrate: async () => (await import('./database.ts')).migrate,
  generate: async () => (await import('./generate.ts')).generate,
  bench: async () => (await import('../bench/bench.ts')).bench,
  build: async () => (await import('./build.ts')).build,
};

/** Runs one command of `package.json` and answers with the exit code of the process. */
export async function main(
  [name = '', ...args]: readonly string[],
  env: Environment,
): Promise<number> {
  try {
    const load = COMMANDS[name];
    if (load === undefined)
      throw new Problem(
        `There is no command '${name}': choose ${Object.keys(COMMANDS).join(', ')}.`,
      );
    const command = await load();
    return await command(env, args);
  } catch (error) {
    const isForPerson = error instanceof Problem || error instanceof ConfigError;
    console.error(isForPerson ? reasonOf(error) : error);
    return 1;
  }
}
