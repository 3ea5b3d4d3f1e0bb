-- Persons who act (operators and municipal staff), what they did, and what two of them decide together.
-- A row belongs to one place: a tenant, or the platform itself.

CREATE FUNCTION current_place() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT coalesce(nullif(current_setting('renkei.tenant', true), ''), 'platform') $$;

-- A transaction of a tenant sees the tenant's own persons; one of the platform sees all, because operators register them.
-- key_digest: SHA-256 of the public key in the client certificate. password: form, parameters, salt and hash.
-- totp_step: the newest step a one-time code was taken for. enrolment_digest: SHA-256 of a code that is good once.
-- A login is never given to another person, and a key never leaves the person it was bound to.
CREATE TABLE person (
  place            text        NOT NULL DEFAULT current_place(),
  login            text        NOT NULL,
  name             text        NOT NULL,
  rights           text[]      NOT NULL,
  valid_until      timestamptz NOT NULL,
  ended_at         timestamptz,
  key_digest       bytea UNIQUE,
  password         text,
  totp_box         bytea,
  totp_step        bigint      NOT NULL DEFAULT 0,
  enrolment_digest bytea UNIQUE,
  enrol_before     timestamptz,
  PRIMARY KEY (place, login),
  CHECK (key_digest IS NULL OR (password IS NULL AND totp_box IS NULL AND enrolment_digest IS NULL)),
  CHECK ((enrolment_digest IS NULL) = (enrol_before IS NULL))
);
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE person FORCE ROW LEVEL SECURITY;
CREATE POLICY place_wall ON person USING (current_place() = 'platform' OR place = current_place());
GRANT SELECT, INSERT ON person TO renkei_app;
GRANT UPDATE (ended_at, key_digest, password, totp_box, totp_step, enrolment_digest, enrol_before) ON person TO renkei_app;

-- A key that was bound once: it stays the person's when another takes its place.
CREATE TABLE bound_key (
  key_digest bytea PRIMARY KEY,
  place      text NOT NULL,
  login      text NOT NULL
);
GRANT SELECT, INSERT ON bound_key TO renkei_app;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON bound_key EXECUTE FUNCTION refuse_change();

-- Acts only grow. text_box holds the exact text whose hash is leaf_hash; acts are the leaves of the place's tree of acts.
CREATE TABLE act (
  place     text        NOT NULL DEFAULT current_place(),
  act_index bigint      NOT NULL CHECK (act_index >= 0),
  at        timestamptz NOT NULL,
  leaf_hash bytea       NOT NULL,
  text_box  bytea       NOT NULL,
  PRIMARY KEY (place, act_index)
);
ALTER TABLE act ENABLE ROW LEVEL SECURITY;
ALTER TABLE act FORCE ROW LEVEL SECURITY;
CREATE POLICY place_wall ON act USING (place = current_place());
GRANT SELECT, INSERT ON act TO renkei_app;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON act EXECUTE FUNCTION refuse_change();

-- Every signed head of that tree. subtrees: what is needed to grow it, 32 bytes each.
CREATE TABLE act_head (
  place        text        NOT NULL DEFAULT current_place(),
  size         bigint      NOT NULL CHECK (size > 0),
  root         bytea       NOT NULL,
  subtrees     bytea[]     NOT NULL,
  signed_at    timestamptz NOT NULL,
  algorithm    text        NOT NULL,
  signature    bytea       NOT NULL,
  certificates bytea[]     NOT NULL,
  PRIMARY KEY (place, size)
);
ALTER TABLE act_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE act_head FORCE ROW LEVEL SECURITY;
CREATE POLICY place_wall ON act_head USING (place = current_place());
GRANT SELECT, INSERT ON act_head TO renkei_app;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON act_head EXECUTE FUNCTION refuse_change();

-- What one operator proposes and another must approve. That they are two, by login and by credential, is a rule of the table too.
CREATE TABLE proposal (
  proposal_id         uuid        PRIMARY KEY,
  kind                text        NOT NULL,
  subject             text        NOT NULL,
  proposed_by         text        NOT NULL,
  proposed_credential text        NOT NULL,
  proposed_at         timestamptz NOT NULL,
  expires_at          timestamptz NOT NULL,
  state               text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'APPROVED', 'DECLINED')),
  decided_by          text,
  decided_credential  text,
  decided_at          timestamptz,
  CHECK ((state = 'OPEN') = (decided_by IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_credential IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (state <> 'APPROVED' OR (decided_by <> proposed_by AND decided_credential <> proposed_credential
    AND decided_at < expires_at))
);
GRANT SELECT, INSERT ON proposal TO renkei_app;
GRANT UPDATE (state, decided_by, decided_credential, decided_at) ON proposal TO renkei_app;
