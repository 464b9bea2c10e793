-- The login of API and worker. It owns nothing, so that who takes over one of them can still neither
-- edit nor delete a ledger transfer. Run by the Postgres image when it makes a new data directory;
-- on a database of your own, run it once as its owner, with psql 14 or newer.
\getenv password CARDWRIGHT_SERVICE_PASSWORD
create role cardwright_app nologin;
create role cardwright_service login password :'password' in role cardwright_app;
