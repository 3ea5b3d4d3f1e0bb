-- One body that staff let be answered about one protected person in one information code, for a while.
CREATE TABLE protection_leave (
  tenant          text        NOT NULL,
  addressee_index bytea       NOT NULL,
  inquirer_index  bytea       NOT NULL,
  information     text        NOT NULL,
  until           timestamptz NOT NULL,
  PRIMARY KEY (tenant, addressee_index, inquirer_index, information)
);
SELECT wall_off('protection_leave');
GRANT SELECT, INSERT, UPDATE, DELETE ON protection_leave TO renkei_app;
