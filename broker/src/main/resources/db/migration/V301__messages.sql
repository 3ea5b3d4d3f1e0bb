-- Every message of every tenant, in and out: the truth of which a queue only carries pointers.
CREATE TABLE message (
  tenant text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('IN', 'OUT')),
  message_id uuid NOT NULL,
  -- The other party. Two senders may draw the same id: theirs are two messages.
  peer text NOT NULL,
  kind text NOT NULL,
  lane text NOT NULL CHECK (lane IN ('COUNTER', 'ROUTINE', 'BULK')),
  -- OUT: the name of the route to the peer, and the inquiry or permit the message is about.
  route text,
  about uuid,
  -- Signed XML, encrypted under the tenant's key.
  body bytea NOT NULL,
  -- IN: the signed receipt given. OUT: the signed receipt got.
  receipt bytea,
  state text NOT NULL CHECK (state IN ('WAITING', 'DONE', 'DEAD')),
  -- DEAD: why.
  reason text,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- Not to be touched before: a lease while somebody sends it, or a pause before the next attempt.
  due_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, direction, message_id, peer)
);

-- Encrypted bytes do not compress; kept out of line so that a change of state does not copy them.
ALTER TABLE message ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE INDEX message_waiting ON message (tenant, direction, lane, created_at) WHERE state = 'WAITING';
CREATE INDEX message_expiry ON message USING brin (expires_at);

-- Questions of the tenant.
CREATE TABLE inquiry (
  tenant text NOT NULL,
  inquiry_id uuid NOT NULL,
  -- Blind indexes of the local system's own name for it, and of all it asked for.
  local_index bytea NOT NULL,
  request_index bytea NOT NULL,
  -- Local id and addressee number, encrypted under the tenant's key.
  detail bytea NOT NULL,
  lane text NOT NULL CHECK (lane IN ('COUNTER', 'ROUTINE', 'BULK')),
  purpose text NOT NULL,
  provider text NOT NULL,
  affair text NOT NULL,
  procedure text NOT NULL,
  information text NOT NULL,
  state text NOT NULL
    CHECK (state IN ('ACCEPTED', 'WAITING_FOR_WINDOW', 'WAITING_FOR_PERMIT', 'PERMITTED', 'FINISHED')),
  outcome text,
  reason text,
  permit_id uuid,
  subject_token text,
  created_at timestamptz NOT NULL,
  deadline timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant, inquiry_id),
  UNIQUE (tenant, local_index),
  CHECK ((state = 'FINISHED') = (outcome IS NOT NULL)),
  CHECK ((state = 'FINISHED') = (finished_at IS NOT NULL))
);

CREATE INDEX inquiry_open ON inquiry (tenant, deadline) WHERE state <> 'FINISHED';
CREATE INDEX inquiry_finished ON inquiry USING brin (finished_at);

-- Answers of the tenant: one for each permit, whatever happens.
CREATE TABLE provision (
  tenant text NOT NULL,
  permit_id uuid NOT NULL,
  inquiry_id uuid NOT NULL,
  -- The permitted inquiry in the message table.
  message_id uuid NOT NULL,
  peer text NOT NULL,
  lane text NOT NULL CHECK (lane IN ('COUNTER', 'ROUTINE', 'BULK')),
  inquirer text NOT NULL,
  information text NOT NULL,
  state text NOT NULL CHECK (state IN ('RECEIVED', 'ON_HOLD', 'DECIDED', 'DELIVERED')),
  outcome text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, permit_id),
  CHECK ((state IN ('DECIDED', 'DELIVERED')) = (outcome IS NOT NULL))
);

CREATE INDEX provision_on_hold ON provision (tenant, created_at) WHERE state = 'ON_HOLD';
CREATE INDEX provision_expiry ON provision USING brin (expires_at);

SELECT wall_off('message');
SELECT wall_off('inquiry');
SELECT wall_off('provision');
GRANT SELECT, INSERT, UPDATE, DELETE ON message, inquiry, provision TO renkei_app;

-- Operators count and see ages across tenants, and nothing else.
SELECT let_count('message', 'tenant, direction, lane, state, created_at');
CREATE VIEW message_queue AS
  SELECT tenant, direction, lane, count(*) AS depth, min(created_at) AS oldest
  FROM message
  WHERE state = 'WAITING'
  GROUP BY tenant, direction, lane;
ALTER VIEW message_queue OWNER TO renkei_counter;
GRANT SELECT ON message_queue TO renkei_app;
