-- Why: the answer to a purchase is the object of its event, so it need not be written twice; and a purchase
--   that waits for a decision endpoint keeps its idempotency key before there is an answer.
-- Online: a nullable column and a dropped constraint: no table is rewritten, the lock is for a moment.
-- Next: nothing waits for it.

alter table idempotent_answer
  -- The event whose object is the answer. Null beside a null body: the answer is still to come.
  add column event_id object_id,
  alter column body_sealed drop not null,
  add constraint idempotent_answer_is_kept_once check (event_id is null or body_sealed is null);

grant update (event_id) on idempotent_answer to cardwright_app;
