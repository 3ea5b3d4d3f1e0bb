-- Prepares a PostgreSQL 18 of your own for Renkei. Run it once as superuser in an empty database made for Renkei, with psql's
-- variable "password" set:  psql -d renkei -v password=... -f external-postgresql.sql
-- Afterwards Renkei needs no superuser: it logs in as renkei, owns its schema when it brings it up to date, and works
-- under renkei_app, which row-level security holds to one tenant at a time.
CREATE ROLE renkei_owner NOLOGIN;
CREATE ROLE renkei_app NOLOGIN;
CREATE ROLE renkei_counter NOLOGIN;
GRANT renkei_counter TO renkei_owner;
CREATE ROLE renkei LOGIN NOINHERIT PASSWORD :'password';
GRANT renkei_owner, renkei_app TO renkei;
CREATE SCHEMA renkei AUTHORIZATION renkei_owner;
GRANT USAGE ON SCHEMA renkei TO renkei_app;
GRANT USAGE, CREATE ON SCHEMA renkei TO renkei_counter;
-- What the daily check for damage uses; without it the platform can only tell of damage that work meets.
CREATE EXTENSION IF NOT EXISTS amcheck SCHEMA public;
GRANT EXECUTE ON FUNCTION
  public.bt_index_check(regclass), public.verify_heapam(regclass, boolean, boolean, text, bigint, bigint) TO renkei_app;
