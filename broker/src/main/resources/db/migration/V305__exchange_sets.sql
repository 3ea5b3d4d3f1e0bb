-- An inquiry is a set of exchanges (docs/decisions/0312): one row for the set, one for each exchange, which has its own permit,
-- outcome and end. No id that goes over the wire stands in clear in these tables: rows are found by blind indexes under the
-- tenant's key, and what they say is in boxes. Rows of before are carried over when the platform starts, because migrations
-- have no keys; the tables they came from are dropped by a later migration.
ALTER TABLE inquiry RENAME TO inquiry_1;
ALTER INDEX inquiry_pkey RENAME TO inquiry_1_pkey;
ALTER INDEX inquiry_tenant_local_index_key RENAME TO inquiry_1_local;
ALTER INDEX inquiry_open RENAME TO inquiry_1_open;
ALTER INDEX inquiry_finished RENAME TO inquiry_1_finished;
ALTER TABLE provision RENAME TO provision_1;
ALTER INDEX provision_pkey RENAME TO provision_1_pkey;
ALTER INDEX provision_on_hold RENAME TO provision_1_on_hold;
ALTER INDEX provision_expiry RENAME TO provision_1_expiry;
REVOKE INSERT, UPDATE ON inquiry_1, provision_1 FROM renkei_app;
-- Whoever locks rows needs leave to change them.
GRANT UPDATE (state) ON inquiry_1, provision_1 TO renkei_app;

CREATE TABLE inquiry (
  tenant text NOT NULL,
  -- Blind indexes: of its id, of the local system's own name for it, and of all it asked for.
  inquiry_index bytea NOT NULL,
  local_index bytea NOT NULL,
  request_index bytea NOT NULL,
  -- Its id and the local system's name, encrypted under the tenant's key.
  detail bytea NOT NULL,
  lane text NOT NULL CHECK (lane IN ('COUNTER', 'ROUTINE', 'BULK')),
  created_at timestamptz NOT NULL,
  deadline timestamptz NOT NULL,
  PRIMARY KEY (tenant, inquiry_index),
  UNIQUE (tenant, local_index)
);
CREATE INDEX inquiry_by_age ON inquiry (tenant, created_at, inquiry_index);

CREATE TABLE exchange (
  tenant text NOT NULL,
  exchange_index bytea NOT NULL,
  inquiry_index bytea NOT NULL,
  -- From 0, in the order in which the local system asked.
  place smallint NOT NULL,
  lane text NOT NULL CHECK (lane IN ('COUNTER', 'ROUTINE', 'BULK')),
  provider text NOT NULL,
  procedure text NOT NULL,
  information text NOT NULL,
  -- Blind index of the addressee number.
  subject_index bytea NOT NULL,
  -- Ids, addressee number, purpose, affair; encrypted under the tenant's key.
  detail bytea NOT NULL,
  -- Permit id and subject token, likewise; NULL until it is permitted.
  permit bytea,
  state text NOT NULL
    CHECK (state IN ('ACCEPTED', 'WAITING_FOR_WINDOW', 'WAITING_FOR_PERMIT', 'PERMITTED', 'FINISHED')),
  outcome text,
  reason text,
  asking_again_helps boolean,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  permitted_at timestamptz,
  finished_at timestamptz,
  deadline timestamptz NOT NULL,
  PRIMARY KEY (tenant, exchange_index),
  FOREIGN KEY (tenant, inquiry_index) REFERENCES inquiry ON DELETE CASCADE,
  CHECK ((state = 'FINISHED') = (outcome IS NOT NULL)),
  CHECK ((state = 'FINISHED') = (finished_at IS NOT NULL)),
  CHECK (state <> 'PERMITTED' OR permit IS NOT NULL)
);
CREATE INDEX exchange_of_inquiry ON exchange (tenant, inquiry_index, place);
CREATE INDEX exchange_open ON exchange (tenant, deadline) WHERE finished_at IS NULL;
CREATE INDEX exchange_finished ON exchange USING brin (finished_at);

CREATE TABLE provision (
  tenant text NOT NULL,
  permit_index bytea NOT NULL,
  -- The permitted inquiry in the message table, which may have asked for others too.
  message_id uuid NOT NULL,
  peer text NOT NULL,
  lane text NOT NULL CHECK (lane IN ('COUNTER', 'ROUTINE', 'BULK')),
  state text NOT NULL CHECK (state IN ('ON_HOLD', 'DECIDED')),
  outcome text,
  -- Permit id, addressee number and what is asked by whom, encrypted; as long as it waits for staff.
  detail bytea,
  held_since timestamptz,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, permit_index),
  CHECK ((state = 'DECIDED') = (outcome IS NOT NULL)),
  CHECK ((state = 'ON_HOLD') = (detail IS NOT NULL)),
  CHECK (state <> 'ON_HOLD' OR held_since IS NOT NULL)
);
CREATE INDEX provision_on_hold ON provision (tenant, expires_at) WHERE state = 'ON_HOLD';
CREATE INDEX provision_expiry ON provision USING brin (expires_at);

SELECT wall_off('inquiry');
SELECT wall_off('exchange');
SELECT wall_off('provision');
GRANT SELECT, INSERT, UPDATE, DELETE ON inquiry, exchange, provision TO renkei_app;

-- OUT: a blind index of what the message is about. What stood there in clear is carried over with its inquiry, or is purged
-- with its message.
ALTER TABLE message RENAME COLUMN about TO about_1;
ALTER TABLE message ADD COLUMN about bytea;

-- Who has rows of before; nothing else of them.
SELECT let_count('inquiry_1', 'tenant');
SELECT let_count('provision_1', 'tenant');
CREATE VIEW carried_over_next AS
  SELECT tenant FROM inquiry_1
  UNION
  SELECT tenant FROM provision_1;
ALTER VIEW carried_over_next OWNER TO renkei_counter;
GRANT SELECT ON carried_over_next TO renkei_app;
