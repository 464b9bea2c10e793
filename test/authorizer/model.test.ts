import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectBooksInOrder } from '../support/ledger.ts';
import { type Story, stories } from './model/commands.ts';
import { openStreet, type Street } from './model/program.ts';
import { LANES, SEED, STORIES } from './model/size.ts';
import { play } from './model/story.ts';

/** So that verifying all books after each story does not take longer with each. */
const STORIES_A_DATABASE = 20;

/** What was said how often. */
const said = new Map<string, number>();

/** Plays stories one after another. */
class Lane {
  played = 0;
  #street: Street | undefined;

  readonly play = async (story: Story): Promise<void> => {
    if (this.played++ % STORIES_A_DATABASE === 0) await this.close();
    this.#street ??= await openStreet();
    for (const each of await play(story, this.#street)) said.set(each, (said.get(each) ?? 0) + 1);
    await expectBooksInOrder(this.#street.database.db);
  };

  async close(): Promise<void> {
    await this.#street?.close();
    this.#street = undefined;
  }
}

async function run(turn: number): Promise<number> {
  const lane = new Lane();
  try {
    const property = fc.asyncProperty(stories, lane.play);
    const numRuns = Math.ceil(STORIES / LANES);
    await fc.assert(property, {
      seed: SEED + turn,
      numRuns,
    });
  } finally {
    await lane.close();
  }
  return lane.played;
}

/** Risk: money held for nobody, spent twice or lost, or a limit passed, between two commands that meet. */
test(
  'whatever is done to cards and purchases, at once and in any order, Postgres has what paper has',
  async () => {
    process.stdout.write(`model: seeds from ${SEED}, ${STORIES} stories, ${LANES} at a time\n`);
    const played = await Promise.all(Array.from({ length: LANES }, (_, turn) => run(turn)));
    const total = played.reduce((sum, each) => sum + each, 0);
    const commands = [...said.values()].reduce((sum, each) => sum + each, 0);
    process.stdout.write(`model: ${total} stories, ${commands} commands\n${listed()}\n`);
    expect(total).toBeGreaterThanOrEqual(STORIES);
    expect(commands).toBeGreaterThan(3 * STORIES);
  },
  6 * 3_600_000,
);

const listed = (): string =>
  [...said]
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([what, count]) => `  ${what} ${count}`)
    .join('\n');
