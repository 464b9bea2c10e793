-- Why: a fraud challenge that nobody answers expires after an hour, and is told; which ones are due must be
--   found without reading every authorization.
-- Online: one scan of issuing_authorization, which no purchase can pass meanwhile; the index itself has few rows.
-- Next: nothing waits for it.
create index issuing_authorization_by_challenge
  on issuing_authorization (((fraud_challenges -> 0 ->> 'expires_at')::bigint))
  where fraud_challenges -> 0 ->> 'status' = 'pending';
