-- *_index: keyed hash (blind index); *_box: encrypted under the tenant's key.

-- One record of one person. Without a box there is nothing to give: it was deleted, or (unreadable) the last record that
-- came could not be taken, so that nothing can be said about the person. Version 0: none was ever taken.
CREATE TABLE replica (
  tenant          text   NOT NULL,
  addressee_index bytea  NOT NULL,
  information     text   NOT NULL,
  edition         text   NOT NULL,
  as_of           date   NOT NULL,
  version         bigint NOT NULL CHECK (version >= 0),
  content_index   bytea  NOT NULL,
  content_box     bytea,
  unreadable      boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant, addressee_index, information, edition),
  CHECK (version > 0 OR unreadable),
  CHECK (content_box IS NULL OR NOT unreadable)
);
SELECT wall_off('replica');
GRANT SELECT, INSERT, UPDATE ON replica TO renkei_app;

-- One information code a municipality has loaded in full at least once. Not complete: a line since did not even say whom
-- it was about, so that somebody without a replica may be somebody whose line was lost.
CREATE TABLE registration (
  tenant        text        NOT NULL,
  information   text        NOT NULL,
  registered_at timestamptz NOT NULL,
  complete      boolean     NOT NULL,
  PRIMARY KEY (tenant, information)
);
SELECT wall_off('registration');
GRANT SELECT, INSERT, UPDATE ON registration TO renkei_app;

-- One person whose answers in one information code wait for staff.
CREATE TABLE hold (
  tenant          text        NOT NULL,
  addressee_index bytea       NOT NULL,
  information     text        NOT NULL,
  since           timestamptz NOT NULL,
  PRIMARY KEY (tenant, addressee_index, information)
);
SELECT wall_off('hold');
GRANT SELECT, INSERT, DELETE ON hold TO renkei_app;

-- One person whose answers in every information code wait for staff.
CREATE TABLE protection_case (
  tenant          text        NOT NULL,
  addressee_index bytea       NOT NULL,
  since           timestamptz NOT NULL,
  PRIMARY KEY (tenant, addressee_index)
);
SELECT wall_off('protection_case');
GRANT SELECT, INSERT, DELETE ON protection_case TO renkei_app;
