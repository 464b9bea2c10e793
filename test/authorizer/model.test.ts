import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorize } from '../support/authorize.ts';
import { captureAuthorization } from '../../authorizer/capture.ts';
import { expireAuthorization, reverseAuthorization } from '../../authorizer/release.ts';
import { issuingBalances } from '../../db/balance-transactions/issuing-balances.ts';
import { lockCard } from '../../db/cards/get.ts';
import { updateCard } from '../../db/cards/update.ts';
import { type Database, owned } from '../../db/database.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { AppError } from '../../domain/errors.ts';
import type { AuthorizationId, CardId } from '../../domain/ids.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { heldOnPaper, type PaperCommand } from '../support/paper-authorization.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { insertCard, inWork, openProgram, type Program } from '../support/program.ts';
import { PLAIN_CAPTURE, purchaseOf } from '../support/purchase.ts';
import { CARDS, type Command, rounds } from './commands.ts';
import { type Note, PaperProgram } from './paper-program.ts';

const FUNDS = 2_000n;

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(() => database.close());

function runStep(work: UnitOfWork, id: AuthorizationId, step: PaperCommand): Promise<unknown> {
  if (step.kind === 'expire') return expireAuthorization(work, id);
  if (step.kind === 'reverse') return reverseAuthorization(work, id, step.amount);
  if (step.kind !== 'capture') throw new Error(`${step.kind} is not played here`);
  const { amount, close } = step;
  return captureAuthorization(work, { authorization: id, amount, close, ...PLAIN_CAPTURE });
}

interface Setting {
  readonly program: Program;
  readonly cards: readonly CardId[];
  /** The authorizations to pick from. */
  readonly known: readonly AuthorizationId[];
}

/** Does it, and notes what became of it before the locks are given up. */
async function carryOut(
  work: UnitOfWork,
  command: Command,
  { setting, note }: { readonly setting: Setting; readonly note: (note: Note) => void },
): Promise<void> {
  const { program, cards, known } = setting;
  if (command.kind === 'step') {
    const id = known[command.pick % known.length];
    if (id === undefined) return;
    try {
      await runStep(work, id, command.step);
    } catch (error) {
      note({ command, id, refused: true });
      throw error;
    }
    return note({ command, id, refused: false });
  }
  const card = cards[command.card] ?? program.card;
  if (command.kind === 'buy') {
    const { authorization } = await authorize(work, purchaseOf(card, command.amount));
    return note({ command, id: authorization.id, refused: false });
  }
  await lockCard(work.trx, work.scope, card);
  await updateCard(work, card, { status: command.status });
  return note({ command, refused: false });
}

/**
 * Does all commands at once. Each holds the lock of its card, authorization or balance until it
 * commits, so the notes come in an order in which they could have been done one after another.
 */
async function runRound(round: readonly Command[], setting: Setting): Promise<Note[]> {
  const notes: Note[] = [];
  const note = (each: Note): void => void notes.push(each);
  const { scope } = setting.program;
  const runs = round.map((command) =>
    inWork(db, scope, (work) => carryOut(work, command, { setting, note })).catch((error) => {
      // A refusal is an answer; a deadlock or a broken constraint is not.
      if (!(error instanceof AppError)) throw error;
    }),
  );
  await Promise.all(runs);
  return notes;
}

async function expectSame({ scope }: Program, paper: PaperProgram): Promise<void> {
  expect((await issuingBalances(db, scope)).get('usd')).toBe(paper.balance);
  const rows = await db
    .selectFrom('issuing_authorization')
    .select(['id', 'approved', 'status', 'amount'])
    .where((eb) => eb.and(owned(scope)))
    .execute();
  const lines = await db
    .selectFrom('balance_transaction')
    .select(['authorization_id', 'type', 'amount'])
    .where((eb) => eb.and(owned(scope)))
    .execute();
  expect(rows).toHaveLength(paper.authorizations.size);
  for (const { id, ...row } of rows) {
    const kept = paper.authorizations.get(id);
    const own = lines.filter(({ authorization_id }) => authorization_id === id);
    const sum = (isCounted: (type: string) => boolean): bigint =>
      own.reduce((total, line) => (isCounted(line.type) ? total + line.amount : total), 0n);
    const shown = {
      ...row,
      held: -sum((type) => type !== 'issuing_transaction'),
      captured: -sum((type) => type === 'issuing_transaction'),
    };
    expect(shown).toEqual(kept && { ...kept, held: heldOnPaper(kept) });
  }
}

async function openCards(): Promise<Omit<Setting, 'known'>> {
  const program = await openProgram(db, FUNDS);
  const cards = [program.card];
  while (cards.length < CARDS) cards.push(await insertCard(db, program.scope, program.cardholder));
  return { program, cards };
}

/** Risk: money that is held for nobody, spent twice, or lost between two commands that meet. */
test('whatever is bought, taken, undone or lapses at once, balance and books are those of a model on paper', async () => {
  let done = 0;
  const property = fc.asyncProperty(rounds, async (story) => {
    const opened = await openCards();
    const paper = new PaperProgram(FUNDS);
    for (const round of story) {
      const setting = { ...opened, known: [...paper.authorizations.keys()] };
      for (const note of await runRound(round, setting))
        expect(paper.follow(note), JSON.stringify(note, printable)).toBe(note.refused);
      await expectSame(opened.program, paper);
      await expectBooksInOrder(db);
      done += round.length;
    }
  });
  // A failure prints its seed; a slow machine does fewer stories, and never none.
  await fc.assert(property, { numRuns: 30, interruptAfterTimeLimit: 10_000 });
  expect(done).toBeGreaterThan(50);
});

const printable = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;
