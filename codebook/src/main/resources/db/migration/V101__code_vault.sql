-- The code vault. *_index: keyed hash (blind index); *_box: encrypted under the tenant's key.

-- One person for whom a code was asked. No row: nobody asked.
CREATE TABLE addressee (
  tenant          text        NOT NULL,
  addressee_index bytea       NOT NULL,
  addressee_box   bytea       NOT NULL,
  state           text        NOT NULL CHECK (state IN ('REQUESTED', 'ACTIVE', 'REPLACED', 'SUSPENDED', 'REVOKED')),
  serial_index    bytea,
  serial_box      bytea,
  code_box        bytea,
  requested_at    timestamptz NOT NULL,
  bound_at        timestamptz,
  PRIMARY KEY (tenant, addressee_index),
  CHECK ((state = 'REQUESTED') = (serial_index IS NOT NULL)),
  CHECK ((serial_index IS NULL) = (serial_box IS NULL)),
  CHECK (state <> 'ACTIVE' OR (code_box IS NOT NULL AND bound_at IS NOT NULL))
);
CREATE UNIQUE INDEX addressee_serial ON addressee (tenant, serial_index) WHERE serial_index IS NOT NULL;
SELECT wall_off('addressee');
GRANT SELECT, INSERT, UPDATE ON addressee TO renkei_app;

-- One active code and the person it stands for.
CREATE TABLE person_code (
  tenant          text  NOT NULL,
  code_index      bytea NOT NULL,
  addressee_index bytea NOT NULL,
  addressee_box   bytea NOT NULL,
  PRIMARY KEY (tenant, code_index),
  UNIQUE (tenant, addressee_index),
  FOREIGN KEY (tenant, addressee_index) REFERENCES addressee
);
SELECT wall_off('person_code');
GRANT SELECT, INSERT, DELETE ON person_code TO renkei_app;

-- One finding that people have to decide.
CREATE TABLE registration_case (
  tenant          text        NOT NULL,
  case_id         uuid        NOT NULL,
  kind            text        NOT NULL CHECK (kind = 'CODE_BOUND_TWICE'),
  addressee_index bytea       NOT NULL,
  code_index      bytea       NOT NULL,
  opened_at       timestamptz NOT NULL,
  closed_at       timestamptz,
  PRIMARY KEY (tenant, case_id)
);
SELECT wall_off('registration_case');
GRANT SELECT, INSERT, UPDATE ON registration_case TO renkei_app;
