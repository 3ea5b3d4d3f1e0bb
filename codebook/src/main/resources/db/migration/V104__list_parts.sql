-- Lists of form 2: the manifest as the core signed it, the classes that rows name, and the parts as they came, one row each,
-- there from the manifest on. Lists of form 1, and their rows in permission, stay as evidence and decide nothing.
ALTER TABLE permission_list
  ADD COLUMN form         smallint NOT NULL DEFAULT 1,
  ADD COLUMN manifest     bytea,
  ADD COLUMN row_count    integer NOT NULL DEFAULT 0,
  ADD COLUMN delivered_at timestamptz,
  ADD COLUMN complete     boolean NOT NULL DEFAULT true,  -- false until the last part came and the whole was judged
  ADD COLUMN refused      text,                           -- why it was not, in a sentence
  ADD CHECK (form = 1 OR manifest IS NOT NULL AND delivered_at IS NOT NULL AND digest IS NOT NULL);
GRANT UPDATE (complete, refused) ON permission_list TO renkei_app;
REVOKE INSERT ON permission FROM renkei_app;

CREATE TABLE permission_class (
  version bigint  NOT NULL REFERENCES permission_list,
  place   integer NOT NULL,
  id      text    NOT NULL,
  name_ja text    NOT NULL,
  name_en text    NOT NULL,
  members text    NOT NULL,                               -- kind:…, body:…, members-of:…, with spaces between
  PRIMARY KEY (version, place)
);
CREATE TABLE permission_part (
  version   bigint  NOT NULL REFERENCES permission_list,
  number    integer NOT NULL,
  row_count integer NOT NULL,
  digest    text    NOT NULL,                             -- SHA-256 of the lines
  content   bytea,                                        -- the lines, compressed; NULL until they came
  PRIMARY KEY (version, number)
);
ALTER TABLE permission_part ALTER COLUMN content SET STORAGE EXTERNAL;
GRANT SELECT, INSERT ON permission_class, permission_part TO renkei_app;
GRANT UPDATE (content) ON permission_part TO renkei_app;
