import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { constraintOf } from '../../../db/constraint.ts';
import type { Movement } from '../../../domain/ledger/transfer.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { type PurchaseStory, tellPurchaseStory } from '../../support/purchase-story.ts';

let database: TestDatabase;
let story: PurchaseStory;

beforeAll(async () => {
  database = await openTestDatabase();
  story = await tellPurchaseStory(database.db);
});
afterAll(() => database.close());

interface Wrong {
  readonly what: string;
  readonly because: string;
  /** Columns of a lawful transfer, replaced. */
  readonly columns: (told: PurchaseStory) => object;
}

const settling = ({ id }: Movement, pendingAmount: number) => ({
  phase: 'post_pending',
  pending_movement: id,
  pending_leg: 0,
  pending_amount: pendingAmount,
});

const WRONG: readonly Wrong[] = [
  {
    what: 'an amount of zero',
    because: 'ledger_transfer_amount_is_positive',
    columns: () => ({ amount: 0 }),
  },
  {
    what: 'a negative amount',
    because: 'ledger_transfer_amount_is_positive',
    columns: () => ({ amount: -1 }),
  },
  {
    what: 'a transfer to the same account',
    because: 'ledger_transfer_moves_between_two_accounts',
    columns: ({ books }) => ({ credit_id: books.funds }),
  },
  {
    what: 'a transfer in a currency that its debit account has not',
    because: 'ledger_transfer_debits_an_account_of_its_currency',
    columns: () => ({ currency: 'eur' }),
  },
  {
    what: 'a transfer in a mode that its debit account has not',
    because: 'ledger_transfer_debits_an_account_of_its_currency',
    columns: () => ({ livemode: true }),
  },
  {
    what: 'a transfer to an account that is not there',
    because: 'ledger_transfer_credits_an_account_of_its_currency',
    columns: () => ({ credit_id: 'lacct_nobody' }),
  },
  {
    what: 'a second settlement of one hold',
    because: 'ledger_transfer_settles_a_pending_one_once',
    columns: ({ captured }) => settling(captured, 40_00),
  },
  {
    what: 'a posting of more than was pending',
    because: 'ledger_transfer_posts_no_more_than_was_pending',
    columns: ({ open }) => ({ ...settling(open, 100_00), amount: 100_01 }),
  },
  {
    what: 'a void of a part',
    because: 'ledger_transfer_posts_no_more_than_was_pending',
    columns: ({ open }) => ({ ...settling(open, 100_00), phase: 'void_pending', amount: 99_99 }),
  },
  {
    what: 'a settlement that claims more than was pending',
    because: 'ledger_transfer_settles_what_was_pending',
    columns: ({ open }) => ({ ...settling(open, 100_01), amount: 100_01 }),
  },
  {
    what: 'a settlement of what was posted outright',
    because: 'ledger_transfer_settles_what_was_pending',
    columns: ({ forced }) => settling(forced, 5_00),
  },
  {
    what: 'a settlement between other accounts',
    because: 'ledger_transfer_settles_what_was_pending',
    columns: ({ open, books }) => ({ ...settling(open, 100_00), credit_id: books.bank }),
  },
  {
    what: 'a posting outright that names what it settles',
    because: 'ledger_transfer_names_what_it_settles',
    columns: ({ open }) => ({ ...settling(open, 100_00), phase: 'posted' }),
  },
  {
    what: 'a settlement that names nothing',
    because: 'ledger_transfer_names_what_it_settles',
    columns: () => ({ phase: 'void_pending' }),
  },
];

test.each(WRONG)('the database refuses $what by $because', async ({ columns, because }) => {
  const { books } = story;
  const lawful = {
    account_id: books.scope.accountId,
    livemode: false,
    movement: 'wrong',
    leg: 0,
    phase: 'posted',
    code: 'capture',
    debit_id: books.funds,
    credit_id: books.settlement,
    amount: 1,
    currency: 'usd',
    created_at: new Date(0),
  };
  const row = JSON.stringify({ ...lawful, ...columns(story) });
  const refused = sql`
    insert into ledger_transfer
    select (jsonb_populate_record(null::ledger_transfer, ${row}::jsonb)).*
  `.execute(database.db);
  expect(await refused.catch(constraintOf)).toBe(because);
});
