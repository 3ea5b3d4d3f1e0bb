-- The permission list as the core signed it, every version kept. Public within the network: no tenant's rows.
CREATE TABLE permission_list (
  version    bigint PRIMARY KEY,
  valid_from date NOT NULL,
  valid_to   date NOT NULL
);
CREATE TABLE permission (
  version     bigint NOT NULL REFERENCES permission_list,
  inquirer    text   NOT NULL,
  provider    text   NOT NULL,
  purpose     text   NOT NULL,
  affair      text   NOT NULL,
  procedure   text   NOT NULL,
  information text   NOT NULL,
  valid_from  date   NOT NULL,
  valid_to    date   NOT NULL
);
CREATE INDEX permission_of_list ON permission (version);
GRANT SELECT, INSERT ON permission_list, permission TO renkei_app;
