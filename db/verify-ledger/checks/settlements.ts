import { sql } from 'kysely';
import type { Check } from '../check.ts';

/** Every settlement names a pending transfer, agrees with it, and is the only one to do so. */
export const settlements: Check = {
  subjects: 'settlements, each the only one of the pending transfer that it names',
  countSubjects: sql`
    select count(*) from ledger_transfer where phase in ('post_pending', 'void_pending')
  `,
  findWrong: sql`
    with settlement as (
      select t.*, t.movement || '/' || t.leg as object,
        t.pending_movement || '/' || t.pending_leg as settles,
        count(*) over (partition by t.account_id, t.pending_movement, t.pending_leg) as times
      from ledger_transfer t
      where t.phase in ('post_pending', 'void_pending') or t.pending_movement is not null
    )
    select s.object,
      case
        when s.phase not in ('post_pending', 'void_pending') or s.settles is null
          then format('it is %s and settles %s', s.phase, coalesce(s.settles, 'nothing'))
        when p.movement is null then format('it settles %s, which is not a pending transfer', s.settles)
        when s.times > 1 then format('it settles %s, which is settled %s times', s.settles, s.times)
        when s.pending_amount is distinct from p.amount
          then format('it settles %s of %s, which is %s', s.pending_amount, s.settles, p.amount)
        when s.phase = 'void_pending' and s.amount <> p.amount
          then format('it voids %s of %s, which is %s', s.amount, s.settles, p.amount)
        when s.amount > p.amount then format('it posts %s of %s, which is %s', s.amount, s.settles, p.amount)
        else format('it differs from %s in its accounts, mode or currency', s.settles)
      end as problem
    from settlement s
    left join ledger_transfer p on p.account_id = s.account_id and p.movement = s.pending_movement
      and p.leg = s.pending_leg and p.phase = 'pending'
    where s.phase not in ('post_pending', 'void_pending') or s.settles is null
      or p.movement is null or s.times > 1
      or s.pending_amount is distinct from p.amount
      or (s.phase = 'void_pending' and s.amount <> p.amount) or s.amount > p.amount
      or (s.debit_id, s.credit_id, s.livemode, s.currency) <> (p.debit_id, p.credit_id, p.livemode, p.currency)
  `,
};
