import { type RawBuilder, sql } from 'kysely';
import type { Movement } from '../../../domain/ledger/transfer.ts';
import type { PurchaseStory } from '../../support/purchase-story.ts';

/** One way to break the books, and what has to be said of it. */
export interface Corruption {
  readonly what: string;
  readonly corrupt: (story: PurchaseStory) => RawBuilder<unknown>;
  readonly object: (story: PurchaseStory) => string | undefined;
  readonly problem: string;
}

const transfer = ({ id }: Movement, leg = 0): string => `${id}/${leg}`;
const firstOf = (...ids: readonly string[]): string | undefined => ids.toSorted()[0];

/** A settlement that nothing has led to. */
const forgeSettlement = (
  { books: { scope } }: PurchaseStory,
  {
    status,
    movement,
  }: { readonly status: 'complete' | 'pending'; readonly movement: string | null },
): RawBuilder<unknown> => sql`
  with day as (
    insert into settlement_day (account_id, livemode, id, network, business_date, cutoff_at, status, created_at)
    values (${scope.accountId}, false, 'visa:2027-03-01', 'visa', '2027-03-01', now(), 'in_review', now())
  )
  insert into issuing_settlement (account_id, livemode, id, day_id, currency, network, clearing_date,
    transaction_count, net_amount, status, movement, metadata, created_at)
  values (${scope.accountId}, false, 'iset_forged', 'visa:2027-03-01', 'usd', 'visa', now(), 1, 100, ${status},
    ${movement}, '{}', now())`;

export const CORRUPTIONS: readonly Corruption[] = [
  {
    what: 'a payment to a network that nothing stands behind',
    corrupt: ({ books: { scope } }) => sql`
      insert into settlement_payment (account_id, livemode, day_id, currency, amount, status, created_at)
      values (${scope.accountId}, false, 'visa:2027-03-01', 'usd', 100, 'planned', now())`,
    object: () => 'visa:2027-03-01',
    problem: 'the bank was told to pay 100 usd, and its settlements come to 0',
  },
  {
    what: 'a settlement of what has not cleared',
    corrupt: (story) => forgeSettlement(story, { status: 'pending', movement: null }),
    object: () => 'iset_forged',
    problem: 'it says 100 for 1 clearings, and there are 0 for 0',
  },
  {
    what: 'a settlement that was never paid',
    corrupt: (story) => forgeSettlement(story, { status: 'complete', movement: 'forged' }),
    object: ({ books }) => books.settlement,
    problem: 'usd is owed to networks: 8500 cleared and 100 settled',
  },
  {
    what: 'an altered amount of money that came in',
    corrupt: ({ funding }) =>
      sql`update ledger_transfer set amount = amount + 1 where movement = ${funding.id}`,
    object: ({ books }) => firstOf(books.bank, books.funds),
    problem: 'is 100000, and its transfers add up to 100001',
  },
  {
    what: 'an altered amount of an open hold',
    corrupt: ({ open }) =>
      sql`update ledger_transfer set amount = 9999 where movement = ${open.id}`,
    object: ({ books }) => firstOf(books.settlement, books.funds),
    problem: 'is 25000, and its transfers add up to 24999',
  },
  {
    what: 'an altered amount of a hold that was captured',
    corrupt: ({ captured }) =>
      sql`update ledger_transfer set amount = 4001 where movement = ${captured.id}`,
    object: ({ capture }) => transfer(capture),
    problem: 'it settles 4000 of',
  },
  {
    what: 'an altered balance',
    corrupt: ({ books }) =>
      sql`update ledger_account set debits_posted = debits_posted + 1 where id = ${books.settlement}`,
    object: ({ books }) => books.settlement,
    problem: 'debits_posted is 1001, and its transfers add up to 1000',
  },
  {
    what: 'a ledger account that is gone',
    corrupt: ({ books }) => sql`delete from ledger_account where id = ${books.bank}`,
    object: ({ funding }) => transfer(funding),
    problem: 'its debit account lacct_',
  },
  {
    what: 'a deleted transfer',
    corrupt: ({ forced }) => sql`delete from ledger_transfer where movement = ${forced.id}`,
    object: ({ books }) => firstOf(books.funds, books.settlement),
    problem: 'is 9500, and its transfers add up to 9000',
  },
  {
    what: 'a deleted leg of a movement',
    corrupt: ({ part }) => sql`delete from ledger_transfer where movement = ${part.id} and leg = 0`,
    object: ({ part }) => transfer(part, 1),
    problem: 'its movement has 1 of 2 legs',
  },
  {
    what: 'a leg that is about something else than the others',
    corrupt: ({ part, open }) => sql`
      update ledger_transfer set authorization_id = ${open.authorizationId}
      where movement = ${part.id} and leg = 1`,
    object: ({ part }) => transfer(part, 1),
    problem: 'the legs of its movement disagree',
  },
  {
    what: 'a transfer in a currency that its accounts do not have',
    corrupt: ({ funding }) =>
      sql`update ledger_transfer set currency = 'eur' where movement = ${funding.id}`,
    object: ({ funding }) => transfer(funding),
    problem: 'is not of its tenant, mode and currency',
  },
  {
    what: 'a transfer in another mode than its accounts',
    corrupt: ({ forced }) =>
      sql`update ledger_transfer set livemode = true where movement = ${forced.id}`,
    object: ({ forced }) => transfer(forced),
    problem: 'is not of its tenant, mode and currency',
  },
  {
    what: 'a settlement that settles a second time',
    corrupt: ({ release }) => sql`
      alter table ledger_transfer drop constraint ledger_transfer_settles_a_pending_one_once;
      insert into ledger_transfer select (jsonb_populate_record(t, '{"leg": 1}')).*
      from ledger_transfer t where movement = ${sql.lit(release.id)}`,
    object: ({ release }) => transfer(release),
    problem: 'which is settled 2 times',
  },
  {
    what: 'a settlement of what is not there',
    corrupt: ({ reversed }) => sql`delete from ledger_transfer where movement = ${reversed.id}`,
    object: ({ release }) => transfer(release),
    problem: 'which is not a pending transfer',
  },
  {
    what: 'a settlement with other accounts than what it settles',
    corrupt: ({ release }) => sql`
      update ledger_transfer set debit_id = credit_id, credit_id = debit_id
      where movement = ${release.id}`,
    object: ({ release }) => transfer(release),
    problem: 'in its accounts, mode or currency',
  },
  {
    what: 'a void of a part',
    corrupt: ({ release }) => sql`
      alter table ledger_transfer drop constraint ledger_transfer_posts_no_more_than_was_pending;
      update ledger_transfer set amount = 1 where movement = ${sql.lit(release.id)}`,
    object: ({ release }) => transfer(release),
    problem: 'it voids 1 of',
  },
  {
    what: 'a capture of more than was held',
    corrupt: ({ capture }) => sql`
      alter table ledger_transfer drop constraint ledger_transfer_posts_no_more_than_was_pending;
      update ledger_transfer set amount = 4001 where movement = ${sql.lit(capture.id)}`,
    object: ({ capture }) => transfer(capture),
    problem: 'it posts 4001 of',
  },
  {
    what: 'a hold that belongs to no authorization',
    corrupt: ({ open }) =>
      sql`update ledger_transfer set authorization_id = null where movement = ${open.id}`,
    object: ({ open }) => transfer(open),
    problem: 'it holds 10000 for no authorization',
  },
  {
    what: 'a hold whose authorization is gone',
    corrupt: ({ open }) =>
      sql`delete from issuing_authorization where id = ${open.authorizationId}`,
    object: ({ open }) => transfer(open),
    problem: 'which is not there',
  },
  {
    what: 'a hold that outlives its authorization',
    corrupt: ({ open }) => sql`
      update issuing_authorization set status = 'expired', hold_movement = null, hold_leg = null
      where id = ${open.authorizationId}`,
    object: ({ open }) => open.authorizationId,
    problem: 'it is expired, and 10000 is held for it',
  },
  {
    what: 'an authorization whose hold has ended',
    corrupt: ({ reversed }) => sql`
      update issuing_authorization set status = 'pending', amount = 3000, hold_leg = 0,
        hold_movement = ${reversed.id}
      where id = ${reversed.authorizationId}`,
    object: ({ reversed }) => reversed.authorizationId,
    problem: 'it is pending, and nothing is held of its 3000',
  },
  {
    what: 'an authorization with another amount than its hold',
    corrupt: ({ open }) =>
      sql`update issuing_authorization set amount = 9999 where id = ${open.authorizationId}`,
    object: ({ open }) => open.authorizationId,
    problem: 'it says 9999, and 10000 is held for it',
  },
  {
    what: 'a request of an endpoint that is not held',
    corrupt: ({ open }) => sql`
      update issuing_authorization set pending_request = '{"amount": "1"}', decide_by = now()
      where id = ${open.authorizationId}`,
    object: ({ open }) => open.authorizationId,
    problem: 'it says 10001, and 10000 is held for it',
  },
  {
    what: 'an authorization that names the hold of another',
    corrupt: ({ open, part }) => sql`
      update issuing_authorization set hold_movement = ${part.id}, hold_leg = 1
      where id = ${open.authorizationId}`,
    object: ({ open }) => open.authorizationId,
    problem: 'it names the hold',
  },
  {
    what: 'two open holds of one authorization',
    corrupt: ({ open, part }) => sql`
      update ledger_transfer set authorization_id = ${open.authorizationId}
      where movement = ${part.id}`,
    object: ({ open }) => open.authorizationId,
    problem: '2 holds are open for it',
  },
  {
    what: 'an issuing transaction of another amount than was posted',
    corrupt: ({ refund }) => sql`
      update issuing_transaction set amount = 1001 where id = ${refund.issuingTransactionId}`,
    object: ({ refund }) => refund.issuingTransactionId,
    problem: 'it says 1001, and its movement posted 1000',
  },
  {
    what: 'an issuing transaction that names another movement',
    corrupt: ({ refund, capture }) => sql`
      update issuing_transaction set movement = ${capture.id}
      where id = ${refund.issuingTransactionId}`,
    object: ({ refund }) => refund.issuingTransactionId,
    problem: 'it names the movement',
  },
  {
    what: 'an issuing transaction of another authorization than its movement',
    corrupt: ({ refund, open }) => sql`
      update issuing_transaction set authorization_id = ${open.authorizationId}
      where id = ${refund.issuingTransactionId}`,
    object: ({ refund }) => refund.issuingTransactionId,
    problem: 'differs in currency, mode or authorization',
  },
  {
    what: 'an issuing transaction that is gone',
    corrupt: ({ forced }) =>
      sql`delete from issuing_transaction where id = ${forced.issuingTransactionId}`,
    object: ({ forced }) => forced.issuingTransactionId,
    problem: 'and it is not there',
  },
  {
    what: 'an issuing transaction for which nothing was posted',
    corrupt: ({ forced }) => sql`
      update ledger_transfer set issuing_transaction_id = null where movement = ${forced.id}`,
    object: ({ forced }) => forced.issuingTransactionId,
    problem: 'nothing was posted for it',
  },
  {
    what: 'an authorization that counts another amount for limits',
    corrupt: ({ open }) =>
      sql`update issuing_authorization set spent = 9999 where id = ${open.authorizationId}`,
    object: ({ open }) => open.authorizationId,
    problem: 'it counts 9999, and its hold and its clearings say 10000',
  },
  {
    what: 'an altered counter of a limit',
    corrupt: ({ books }) => sql`
      update spending_usage set counters = jsonb_set(counters, '{all_time,used}', '"1"')
      where owner_id = ${books.cardholderId}`,
    object: ({ books }) => books.cardholderId,
    problem: 'its counter all_time has 1 since 1970-01-01, and history has 33500',
  },
  {
    what: 'a counter that did not move on with what was spent',
    corrupt: ({ books }) => sql`
      update spending_usage
      set counters = '{"daily": {"window": 1798675200, "used": "0"}}'
      where owner_id = ${books.cardId}`,
    object: ({ books }) => books.cardId,
    problem: 'its counter daily has 0 since 2026-12-31, and history has 33500',
  },
];
