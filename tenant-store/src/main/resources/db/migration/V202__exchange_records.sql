-- Exchange records only grow. Nothing but SELECT and INSERT is granted, and a trigger refuses the rest to everybody.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- text_box holds the exact text whose hash is leaf_hash.
CREATE TABLE exchange_record (
  tenant        text        NOT NULL,
  record_id     uuid        NOT NULL,
  role          text        NOT NULL CHECK (role IN ('INQUIRER', 'PROVIDER')),
  outcome       text        NOT NULL,
  at            timestamptz NOT NULL,
  inquiry_id    uuid        NOT NULL,
  permit_id     uuid,
  subject_index bytea,
  leaf_hash     bytea       NOT NULL,
  text_box      bytea       NOT NULL,
  PRIMARY KEY (tenant, record_id)
);
CREATE UNIQUE INDEX exchange_record_once_as_inquirer ON exchange_record (tenant, inquiry_id) WHERE role = 'INQUIRER';
CREATE UNIQUE INDEX exchange_record_once_as_provider ON exchange_record (tenant, permit_id)
  WHERE role = 'PROVIDER' AND permit_id IS NOT NULL;
CREATE INDEX exchange_record_of_person ON exchange_record (tenant, subject_index, record_id) WHERE subject_index IS NOT NULL;
SELECT wall_off('exchange_record');
GRANT SELECT, INSERT ON exchange_record TO renkei_app;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_record EXECUTE FUNCTION refuse_change();

-- Records that wait for the sealer.
CREATE TABLE unsealed_record (
  tenant    text  NOT NULL,
  record_id uuid  NOT NULL,
  leaf_hash bytea NOT NULL,
  PRIMARY KEY (tenant, record_id)
);
SELECT wall_off('unsealed_record');
GRANT SELECT, INSERT, DELETE ON unsealed_record TO renkei_app;

-- No record leaves the queue but into the tree.
CREATE FUNCTION refuse_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM sealed_record s WHERE s.tenant = OLD.tenant AND s.record_id = OLD.record_id) THEN
    RAISE EXCEPTION 'a record waits for its seal' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER seal_first BEFORE DELETE ON unsealed_record FOR EACH ROW EXECUTE FUNCTION refuse_unsealed();
CREATE TRIGGER only_deletes BEFORE UPDATE OR TRUNCATE ON unsealed_record EXECUTE FUNCTION refuse_change();

-- The leaves of a tenant's hash tree.
CREATE TABLE sealed_record (
  tenant     text   NOT NULL,
  leaf_index bigint NOT NULL CHECK (leaf_index >= 0),
  record_id  uuid   NOT NULL,
  leaf_hash  bytea  NOT NULL,
  PRIMARY KEY (tenant, leaf_index),
  UNIQUE (tenant, record_id)
);
SELECT wall_off('sealed_record');
GRANT SELECT, INSERT ON sealed_record TO renkei_app;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed_record EXECUTE FUNCTION refuse_change();

-- A certificate chain heads were signed under, the signer's first. chain_id: SHA-256 of the certificates one behind another.
CREATE TABLE signer_chain (
  tenant       text    NOT NULL,
  chain_id     bytea   NOT NULL,
  certificates bytea[] NOT NULL,
  PRIMARY KEY (tenant, chain_id)
);
SELECT wall_off('signer_chain');
GRANT SELECT, INSERT ON signer_chain TO renkei_app;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON signer_chain EXECUTE FUNCTION refuse_change();

-- Every signed head. subtrees: what is needed to grow the tree, 32 bytes each.
CREATE TABLE tree_head (
  tenant    text        NOT NULL,
  size      bigint      NOT NULL CHECK (size > 0),
  root      bytea       NOT NULL,
  subtrees  bytea[]     NOT NULL,
  signed_at timestamptz NOT NULL,
  algorithm text        NOT NULL,
  signature bytea       NOT NULL,
  chain_id  bytea       NOT NULL,
  PRIMARY KEY (tenant, size),
  FOREIGN KEY (tenant, chain_id) REFERENCES signer_chain
);
SELECT wall_off('tree_head');
GRANT SELECT, INSERT ON tree_head TO renkei_app;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON tree_head EXECUTE FUNCTION refuse_change();

-- Records that are not shown to the person they are about (不開示). A record never changes, so the mark stands apart.
CREATE TABLE hidden_record (
  tenant    text        NOT NULL,
  record_id uuid        NOT NULL,
  since     timestamptz NOT NULL,
  PRIMARY KEY (tenant, record_id)
);
SELECT wall_off('hidden_record');
GRANT SELECT, INSERT, DELETE ON hidden_record TO renkei_app;
