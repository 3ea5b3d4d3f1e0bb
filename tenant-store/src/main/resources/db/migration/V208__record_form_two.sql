-- Exchange records of form 2 (docs/decisions/0223). No id that goes over the wire stands in clear: what is in the text is
-- in the text, and a record is found again, in its own tenant alone, by a blind index of the inquiry, or of the permit it
-- answered. Records of form 1 keep their texts, and have no such index: the keys are not here.

ALTER TABLE exchange_record
  DROP COLUMN inquiry_id,
  DROP COLUMN permit_id,
  ADD COLUMN form        smallint NOT NULL DEFAULT 1,
  ADD COLUMN once_index  bytea,
  ADD COLUMN procedure   text,
  ADD COLUMN information text,
  ADD CHECK (form = 1 OR (once_index IS NOT NULL AND procedure IS NOT NULL AND information IS NOT NULL));
ALTER TABLE exchange_record ALTER COLUMN form DROP DEFAULT;
CREATE UNIQUE INDEX exchange_record_once ON exchange_record (tenant, role, once_index) WHERE once_index IS NOT NULL;

-- A dropped column stays in the rows there are, until they are written again.
CLUSTER exchange_record USING exchange_record_pkey;
ALTER TABLE exchange_record SET WITHOUT CLUSTER;
