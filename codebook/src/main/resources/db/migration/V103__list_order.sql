-- What a list says, hashed: a version that comes again with other rows contradicts itself. NULL: kept before this column was.
ALTER TABLE permission_list ADD COLUMN digest bytea;

-- Lists taken out of force by two people. They stay, and so does this.
CREATE TABLE withdrawn_list (
  version         bigint PRIMARY KEY REFERENCES permission_list,
  first_operator  text NOT NULL,
  second_operator text NOT NULL CHECK (second_operator <> first_operator),
  why             text NOT NULL,
  at              timestamptz NOT NULL
);
GRANT SELECT, INSERT ON withdrawn_list TO renkei_app;
