-- Replicas as records (docs/decisions/0219, 0220). Those of before were flat, one for a person, of layouts that are gone:
-- nobody is answered from them, and what they were made from is loaded again (NOT_REGISTERED until then). Holds, protection
-- cases and leaves are about people, and stay.
DROP TABLE replica;

-- One state of one record, as a load brought it, never changed: of each key the greatest (sequence, correction) counts, of
-- loads that are released. Its kinds: R a record; D there is none any more; U a line came that could not be taken, so that
-- nothing is said (of this key; or, the key being one zero byte, of the person); S named by a load, the same as stood.
CREATE TABLE replica_record (
  tenant          text     NOT NULL,
  addressee_index bytea    NOT NULL,
  information     text     NOT NULL,
  edition         text     NOT NULL,
  key_index       bytea    NOT NULL,  -- empty where a person has one record
  sequence        bigint   NOT NULL,
  correction      smallint NOT NULL,  -- above 0: the platform's own, of the same sequence
  load_no         bigint   NOT NULL,
  line            bigint   NOT NULL,  -- 0: of no line
  kind            char(1)  NOT NULL CHECK (kind IN ('R', 'D', 'U', 'S')),
  as_of           date,
  valid_from      date,
  valid_to        date,
  version         bigint   NOT NULL CHECK (version >= 0),
  content_index   bytea    NOT NULL,
  content_box     bytea,
  PRIMARY KEY (tenant, addressee_index, information, edition, key_index, sequence, correction, load_no),
  CHECK (sequence >= 0 OR (kind = 'U' AND sequence = -1)),
  CHECK ((kind = 'R') = (content_box IS NOT NULL)),
  CHECK (kind = 'U' OR as_of IS NOT NULL),
  CHECK (valid_to IS NULL OR valid_from <= valid_to)
);
CREATE INDEX replica_record_of_load ON replica_record (tenant, load_no);
CREATE INDEX replica_record_marks ON replica_record (tenant, information, edition) WHERE kind = 'U';
SELECT wall_off('replica_record');
GRANT SELECT, INSERT, DELETE ON replica_record TO renkei_app;
GRANT UPDATE (version) ON replica_record TO renkei_app;
-- Sealed: nothing is gained by looking for repetitions.
ALTER TABLE replica_record ALTER COLUMN content_box SET STORAGE EXTERNAL;

-- One load of replicas. Until it is released nobody is answered from its rows, so that it stands whole or not at all.
CREATE TABLE replica_load (
  tenant         text        NOT NULL,
  load_no        bigint      GENERATED ALWAYS AS IDENTITY,
  batch          text        NOT NULL,
  information    text        NOT NULL,
  edition        text        NOT NULL,
  kind           text        NOT NULL CHECK (kind IN ('FULL', 'DIFFERENCE')),
  missing        text        CHECK (missing IN ('KEEP', 'DELETE')),
  covers_from    date,
  covers_to      date,
  system         text        NOT NULL,
  source_version text        NOT NULL,
  state          text        NOT NULL CHECK (state IN ('OPEN', 'RELEASED', 'ABANDONED')),
  opened_at      timestamptz NOT NULL,
  released_at    timestamptz,
  digest         bytea,                -- of the bytes that came
  receipt_box    bytea,
  PRIMARY KEY (tenant, load_no),
  CHECK ((kind = 'FULL') = (missing IS NOT NULL)),
  CHECK ((covers_from IS NULL) = (covers_to IS NULL)),
  CHECK (covers_from <= covers_to),
  CHECK ((state = 'RELEASED') = (released_at IS NOT NULL AND digest IS NOT NULL AND receipt_box IS NOT NULL))
);
CREATE UNIQUE INDEX replica_load_batch ON replica_load (tenant, batch) WHERE state <> 'ABANDONED';
CREATE INDEX replica_load_unreleased ON replica_load (tenant, information) WHERE state <> 'RELEASED';
SELECT wall_off('replica_load');
GRANT SELECT, INSERT, UPDATE, DELETE ON replica_load TO renkei_app;

-- What a municipality has loaded in full, edition by edition, and of which days that says something; without days of all.
TRUNCATE registration;
ALTER TABLE registration
  DROP CONSTRAINT registration_pkey,
  ADD COLUMN edition     text NOT NULL,
  ADD COLUMN covers_from date,
  ADD COLUMN covers_to   date,
  ADD PRIMARY KEY (tenant, information, edition),
  ADD CHECK ((covers_from IS NULL) = (covers_to IS NULL)),
  ADD CHECK (covers_from <= covers_to);
