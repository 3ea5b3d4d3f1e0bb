-- The leaves of a tenant's hash tree in blocks, and the roots of its complete subtrees: a proof reads few rows, and a
-- record costs three row changes, its own and its way into the queue and out of it (docs/decisions/0218).

-- Leaf first_leaf + i is the record record_ids[i + 1], its hash the 32 bytes of leaf_hashes from 32 * i on.
-- first_id and last_id are the least and the greatest of record_ids, which are not always in order.
CREATE TABLE leaf_block (
  tenant      text   NOT NULL,
  first_leaf  bigint NOT NULL CHECK (first_leaf >= 0),
  record_ids  uuid[] NOT NULL CHECK (cardinality(record_ids) BETWEEN 1 AND 1024),
  leaf_hashes bytea  NOT NULL,
  first_id    uuid   NOT NULL,
  last_id     uuid   NOT NULL,
  PRIMARY KEY (tenant, first_leaf),
  CHECK (length(leaf_hashes) = 32 * cardinality(record_ids))
);
-- Hashes do not compress, and of a block one reads a part.
ALTER TABLE leaf_block ALTER COLUMN leaf_hashes SET STORAGE EXTERNAL, ALTER COLUMN record_ids SET STORAGE EXTERNAL;
CREATE INDEX leaf_block_of_record ON leaf_block (tenant, last_id);

-- The roots of the complete subtrees of 2 ^ height leaves, from leaf position * 2 ^ height on.
CREATE TABLE tree_node (
  tenant   text     NOT NULL,
  height   smallint NOT NULL CHECK (height IN (8, 16, 24)),
  position bigint   NOT NULL CHECK (position >= 0),
  root     bytea    NOT NULL CHECK (length(root) = 32),
  PRIMARY KEY (tenant, height, position)
);

-- What was sealed so far. The owner is behind the wall too, and has to see all tenants' rows here.
ALTER TABLE sealed_record NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tree_head NO FORCE ROW LEVEL SECURITY;

DO $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT tenant, count(*) AS leaves, max(leaf_index) + 1 AS places FROM sealed_record GROUP BY tenant) AS s
             FULL JOIN (SELECT tenant, max(size) AS size FROM tree_head GROUP BY tenant) AS h USING (tenant)
             WHERE s.leaves IS DISTINCT FROM h.size OR s.places IS DISTINCT FROM h.size) THEN
    RAISE EXCEPTION 'the leaves of a hash tree are not those of its newest head: somebody changed them';
  END IF;
END $$;

INSERT INTO leaf_block (tenant, first_leaf, record_ids, leaf_hashes, first_id, last_id)
SELECT tenant, min(leaf_index), array_agg(record_id ORDER BY leaf_index), string_agg(leaf_hash, '' ORDER BY leaf_index),
  (array_agg(record_id ORDER BY record_id))[1], (array_agg(record_id ORDER BY record_id DESC))[1]
FROM sealed_record GROUP BY tenant, leaf_index / 1024;

-- RFC 9162, 2.1.1, of 256 hashes one behind the other.
CREATE FUNCTION root_of_256(hashes bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  level bytea[];
  size  integer := 256;
BEGIN
  FOR i IN 0 .. 255 LOOP
    level[i] := substring(hashes FROM 32 * i + 1 FOR 32);
  END LOOP;
  WHILE size > 1 LOOP
    size := size / 2;
    FOR i IN 0 .. size - 1 LOOP
      level[i] := sha256('\x01'::bytea || level[2 * i] || level[2 * i + 1]);
    END LOOP;
  END LOOP;
  RETURN level[0];
END $$;

INSERT INTO tree_node (tenant, height, position, root)
SELECT tenant, 8, first_leaf / 256 + part, root_of_256(substring(leaf_hashes FROM 8192 * part + 1 FOR 8192))
FROM leaf_block CROSS JOIN LATERAL generate_series(0, cardinality(record_ids) / 256 - 1) AS part;

INSERT INTO tree_node (tenant, height, position, root)
SELECT tenant, 16, position / 256, root_of_256(string_agg(root, '' ORDER BY position))
FROM tree_node WHERE height = 8 GROUP BY tenant, position / 256 HAVING count(*) = 256;

INSERT INTO tree_node (tenant, height, position, root)
SELECT tenant, 24, position / 256, root_of_256(string_agg(root, '' ORDER BY position))
FROM tree_node WHERE height = 16 GROUP BY tenant, position / 256 HAVING count(*) = 256;

DROP FUNCTION root_of_256(bytea);
ALTER TABLE tree_head FORCE ROW LEVEL SECURITY;

SELECT wall_off('leaf_block');
GRANT SELECT, INSERT ON leaf_block TO renkei_app;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON leaf_block EXECUTE FUNCTION refuse_change();
SELECT wall_off('tree_node');
GRANT SELECT, INSERT ON tree_node TO renkei_app;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON tree_node EXECUTE FUNCTION refuse_change();

-- No record leaves the queue but into the tree: what one statement takes out of it is, in the order of the records and hash
-- by hash, what stands behind the newest head. So blocks come before, and the next head after.
DROP TRIGGER seal_first ON unsealed_record;
CREATE OR REPLACE FUNCTION refuse_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  left_records   uuid[];
  left_hashes    bytea;
  sealed_records uuid[];
  sealed_hashes  bytea;
  whose          text;
BEGIN
  SELECT min(tenant), array_agg(record_id ORDER BY record_id), string_agg(leaf_hash, '' ORDER BY record_id)
  INTO whose, left_records, left_hashes FROM gone;
  IF left_records IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT string_agg(leaf_hashes, '' ORDER BY first_leaf) INTO sealed_hashes
  FROM leaf_block WHERE tenant = whose AND first_leaf >= coalesce((SELECT max(size) FROM tree_head WHERE tenant = whose), 0);
  SELECT array_agg(record_id ORDER BY first_leaf, place) INTO sealed_records
  FROM leaf_block, unnest(record_ids) WITH ORDINALITY AS leaf (record_id, place)
  WHERE tenant = whose AND first_leaf >= coalesce((SELECT max(size) FROM tree_head WHERE tenant = whose), 0);
  IF left_records IS DISTINCT FROM sealed_records OR left_hashes IS DISTINCT FROM sealed_hashes THEN
    RAISE EXCEPTION 'a record waits for its seal' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER seal_first AFTER DELETE ON unsealed_record REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unsealed();

DROP TABLE sealed_record;
