-- One row for each gateway, whose number grows once a second while anything is written: a gateway that remembers a larger
-- number than its row has knows that the database is older than what was acknowledged. Nothing of any tenant.
CREATE TABLE gateway_witness (
  gateway uuid        PRIMARY KEY,
  number  bigint      NOT NULL,
  seen_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON gateway_witness TO renkei_app;
