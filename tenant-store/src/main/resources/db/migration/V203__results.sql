-- What came back for an inquiry, kept for a limited time.
CREATE TABLE result (
  tenant          text        NOT NULL,
  inquiry_id      uuid        NOT NULL,
  as_of           date        NOT NULL,
  edition         text        NOT NULL,
  replica_version bigint      NOT NULL,
  received_at     timestamptz NOT NULL,
  content_box     bytea       NOT NULL,
  PRIMARY KEY (tenant, inquiry_id)
);
CREATE INDEX result_by_age ON result (tenant, received_at);
SELECT wall_off('result');
GRANT SELECT, INSERT, DELETE ON result TO renkei_app;
