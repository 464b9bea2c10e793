/** What Postgres has written down for a tenant, read past the product, and what its paper says. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/database.ts';
import { CARDS, type Limit, PLACES } from './commands.ts';
import { availableOf, heldOf, type Paper, takenBy } from './paper.ts';

export interface Books {
  /** By the transfers, which nobody can change. */
  readonly available: number;
  readonly authorizations: Readonly<Record<string, object>>;
  readonly transactions: Readonly<Record<string, object>>;
  readonly cards: readonly object[];
  /** Of each card, each cardholder and the program: which of two replacements at once came last. */
  readonly limits: readonly (readonly object[])[];
}

export interface ReadBooks extends Books {
  /** Sums that differ from what was transferred, and sides that differ from each other. */
  readonly unbalanced: readonly object[];
  readonly usage: readonly {
    readonly owner: string;
    readonly counters: Readonly<Record<string, { window: number; used: string; partial?: true }>>;
  }[];
  /** How often each authorization and transaction was told as created. */
  readonly told: Readonly<Record<string, number>>;
  /** Of every row, but for ledger accounts in which nothing was ever moved: any request may make them. */
  readonly digest: string;
}

export async function readBooks(db: Kysely<Database>, account: string): Promise<ReadBooks> {
  const { rows } = await sql<{ readonly books: ReadBooks }>`
    with leg as (
      select t.*, d.code as debit, c.code as credit,
        case when t.phase in ('posted', 'post_pending') then t.amount else 0 end as posted,
        case t.phase when 'pending' then t.amount
          when 'post_pending' then -t.pending_amount when 'void_pending' then -t.pending_amount
          else 0 end as pending
      from ledger_transfer t
      join ledger_account d on d.account_id = t.account_id and d.id = t.debit_id
      join ledger_account c on c.account_id = t.account_id and c.id = t.credit_id
      where t.account_id = ${account}
    ), side as (
      select debit_id as id, 'debit' as side, posted, pending from leg
      union all select credit_id, 'credit', posted, pending from leg
    ), summed as (
      select id, coalesce(sum(posted) filter (where side = 'debit'), 0) as debits,
        coalesce(sum(pending) filter (where side = 'debit'), 0) as debiting,
        coalesce(sum(posted) filter (where side = 'credit'), 0) as credits,
        coalesce(sum(pending) filter (where side = 'credit'), 0) as crediting
      from side group by id
    ), funds as (
      select authorization_id, sum(case when debit = 'issuing_balance' then pending else 0 end) as held,
        sum(case when debit = 'issuing_balance' then posted else -posted end) as taken
      from leg where 'issuing_balance' in (debit, credit) group by authorization_id
    )
    select json_build_object(
      'available', (select sum(-held - taken) from funds),
      'authorizations', (
        select coalesce(json_object_agg(a.id, json_build_object(
          'approved', a.approved, 'status', a.status, 'amount', a.amount,
          'merchant', a.merchant_amount, 'held', coalesce(f.held, 0), 'taken', coalesce(f.taken, 0),
          'counted', a.spent)), '{}')
        from issuing_authorization a left join funds f on f.authorization_id = a.id
        where a.account_id = ${account}),
      'transactions', (
        select coalesce(json_object_agg(id, json_build_object('kind', type, 'amount', abs(amount),
          'merchant', abs(merchant_amount), 'authorization', authorization_id, 'of', refund_of)), '{}')
        from issuing_transaction where account_id = ${account}),
      'cards', (
        select json_agg(json_build_object('status', status, 'wrongPins', pin_failures,
          'payments', payments) order by id)
        from issuing_card where account_id = ${account}),
      'limits', (
        select json_agg(controls -> 'spending_limits' order by rank, id) from (
          select 1 as rank, id, spending_controls as controls from issuing_card where account_id = ${account}
          union all select 2, id, spending_controls from issuing_cardholder where account_id = ${account}
          union all select 3, account_id, spending_controls from issuing_settings where account_id = ${account}
        ) as each),
      'unbalanced', (
        select coalesce(json_agg(row_to_json(each)), '[]') from (
          select a.code, a.debits_posted, a.debits_pending, a.credits_posted, a.credits_pending
          from ledger_account a left join summed s on s.id = a.id
          where a.account_id = ${account} and (a.debits_posted, a.debits_pending, a.credits_posted, a.credits_pending)
            is distinct from (coalesce(s.debits, 0), coalesce(s.debiting, 0), coalesce(s.credits, 0), coalesce(s.crediting, 0))
          union all
          select 'all', sum(debits_posted), sum(debits_pending), sum(credits_posted), sum(credits_pending)
          from ledger_account where account_id = ${account}
          having sum(debits_posted) <> sum(credits_posted) or sum(debits_pending) <> sum(credits_pending)
        ) as each),
      'usage', (
        select coalesce(json_agg(json_build_object('owner', owner_id, 'counters', counters)), '[]')
        from spending_usage where account_id = ${account}),
      'told', (
        select coalesce(json_object_agg(object_id, count), '{}') from (
          select object_id, count(*) from event
          where account_id = ${account} and type in ('issuing_authorization.created', 'issuing_transaction.created')
          group by object_id) as each),
      'digest', md5(concat(
        (select string_agg(t::text, '' order by id) from issuing_authorization t where account_id = ${account}),
        (select string_agg(t::text, '' order by id) from issuing_transaction t where account_id = ${account}),
        (select string_agg(t::text, '' order by id) from issuing_card t where account_id = ${account}),
        (select string_agg(t::text, '' order by id) from issuing_cardholder t where account_id = ${account}),
        (select string_agg(t::text, '' order by account_id) from issuing_settings t where account_id = ${account}),
        (select string_agg(t::text, '' order by owner_id) from spending_usage t where account_id = ${account}),
        (select string_agg(t::text, '' order by id) from ledger_account t
          where account_id = ${account} and debits_posted + debits_pending + credits_posted + credits_pending > 0),
        (select string_agg(concat(movement, leg), '' order by movement, leg) from ledger_transfer where account_id = ${account}),
        (select string_agg(concat(id, type, object_id), '' order by id) from event where account_id = ${account}),
        (select string_agg(t::text, '' order by id) from outbox t where account_id = ${account})))
    ) as books
  `.execute(db);
  const [row] = rows;
  if (!row) throw new Error('a statement without a table has a row');
  return row.books;
}

/** What Postgres should have written down. */
export const booksOn = (paper: Paper): Books => ({
  available: Number(availableOf(paper)),
  authorizations: Object.fromEntries(
    [...paper.authorizations].map(([id, one]) => {
      const [held, taken] = [Number(heldOf(one)), Number(takenBy(paper, id))];
      return [
        id,
        {
          approved: one.approved,
          status: one.status,
          amount: Number(one.amount),
          merchant: Number(one.merchant),
          held,
          taken,
          counted: held + taken,
        },
      ];
    }),
  ),
  transactions: Object.fromEntries(
    [...paper.transactions].map(([id, { kind, amount, merchant, authorization, of }]) => [
      id,
      { kind, amount: Number(amount), merchant: Number(merchant), authorization, of },
    ]),
  ),
  cards: paper.cards
    .slice(0, CARDS)
    .map(({ status, wrongPins, payments }) => ({ status, wrongPins, payments })),
  limits: [...paper.cards.map(({ limits }) => limits), ...paper.cardholders, paper.program].map(
    (limits) => limits.map(limitOn),
  ),
});

const limitOn = ({ amount, interval, places }: Limit) => ({
  amount: String(amount),
  interval,
  categories: places.length > 0 ? places.map((place) => PLACES[place]) : null,
});
