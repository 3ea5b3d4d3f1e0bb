-- Loads that come in parts, and go on where they were cut (docs/decisions/0228).
ALTER TABLE replica_load
  DROP CONSTRAINT replica_load_state_check,
  DROP CONSTRAINT replica_load_check3,
  ADD COLUMN in_parts    boolean NOT NULL DEFAULT false,
  ADD COLUMN mode        text    NOT NULL DEFAULT 'REGISTER' CHECK (mode IN ('REGISTER', 'TEST')),
  ADD COLUMN finished_at timestamptz,
  ADD CONSTRAINT replica_load_state
    CHECK (state IN ('OPEN', 'WAITING_FOR_TWO', 'TESTED', 'RELEASED', 'ABANDONED')),
  ADD CONSTRAINT replica_load_finished
    CHECK (state IN ('OPEN', 'ABANDONED') OR (digest IS NOT NULL AND receipt_box IS NOT NULL)),
  ADD CONSTRAINT replica_load_released CHECK ((state = 'RELEASED') = (released_at IS NOT NULL));

-- How far each part has come: what is kept of it, and the digest of its rows up to there.
CREATE TABLE load_part (
  tenant    text    NOT NULL,
  load_no   bigint  NOT NULL,
  part      integer NOT NULL CHECK (part > 0),
  records   bigint  NOT NULL CHECK (records >= 0),
  chain     bytea   NOT NULL,
  complete  boolean NOT NULL,
  tally_box bytea   NOT NULL,
  PRIMARY KEY (tenant, load_no, part)
);
SELECT wall_off('load_part');
GRANT SELECT, INSERT, UPDATE, DELETE ON load_part TO renkei_app;

-- What changes much waits for two (docs/decisions/0229). The likeness is two blind indexes of eight bytes: of name and birth
-- date, and of the whole content without its day.
ALTER TABLE replica_record ADD COLUMN likeness bytea NOT NULL DEFAULT '';
ALTER TABLE replica_load
  ADD COLUMN for_two         boolean NOT NULL DEFAULT false,
  ADD COLUMN first_approval  text,
  ADD COLUMN second_approval text CHECK (second_approval <> first_approval),
  ADD COLUMN proof_box       bytea,  -- the receipt as it was signed
  ADD CONSTRAINT replica_load_two CHECK (second_approval IS NULL OR first_approval IS NOT NULL),
  ADD CONSTRAINT replica_load_approved CHECK (NOT for_two OR state <> 'RELEASED' OR second_approval IS NOT NULL);

-- Who looked at a load in test mode and let the edition be loaded (docs/decisions/0230).
CREATE TABLE sign_off (
  tenant      text        NOT NULL,
  information text        NOT NULL,
  edition     text        NOT NULL,
  load_no     bigint      NOT NULL,
  login       text        NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (tenant, information, edition)
);
SELECT wall_off('sign_off');
GRANT SELECT, INSERT, UPDATE ON sign_off TO renkei_app;
