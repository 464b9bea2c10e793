import { ConfigError } from '../infra/config.ts';
import { start } from './start.ts';
import { Problem, reasonOf } from './problem.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Command = (env: Environment, args: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  start,
};

/** Runs one command of `package.json` and answers with the exit code of the process. */
export async function main(
  [name = '', ...args]: readonly string[],
  env: Environment,
): Promise<number> {
  const command = COMMANDS[name];
  try {
    if (command === undefined)
      throw new Problem(`There is no ${name}: choose ${Object.keys(COMMANDS).join(', ')}.`);
    return await command(env, args);
  } catch (error) {
    const isForPerson = error instanceof Problem || error instanceof ConfigError;
    console.error(isForPerson ? reasonOf(error) : error);
    return 1;
  }
}
