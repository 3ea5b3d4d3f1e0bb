-- The editions of the layouts (データ標準レイアウト) as their publisher signed them, all kept. Of the whole platform: no tenant's rows.
CREATE TABLE layout_edition (
  information  text        NOT NULL,
  edition      text        NOT NULL,
  answers_at   timestamptz NOT NULL,
  named_until  timestamptz,
  file         bytea       NOT NULL,
  digest       bytea       NOT NULL CHECK (length(digest) = 32),
  taken_at     timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (information, edition)
);
-- Signed and in base64: nothing is gained by looking for repetitions.
ALTER TABLE layout_edition ALTER COLUMN file SET STORAGE EXTERNAL;

-- What has begun to answer never changes, and nothing is changed for a time that is over.
CREATE FUNCTION keep_layout_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'editions of layouts are kept';
  END IF;
  IF OLD.answers_at <= now() OR NEW.answers_at <= now() OR OLD.withdrawn_at IS NOT NULL
    OR (NEW.information, NEW.edition, NEW.named_until, NEW.file, NEW.digest, NEW.taken_at)
      IS DISTINCT FROM (OLD.information, OLD.edition, OLD.named_until, OLD.file, OLD.digest, OLD.taken_at) THEN
    RAISE EXCEPTION 'of an edition only the day on which it will begin to answer can change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON layout_edition FOR EACH ROW EXECUTE FUNCTION keep_layout_edition();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON layout_edition FOR EACH STATEMENT EXECUTE FUNCTION keep_layout_edition();

GRANT SELECT, INSERT ON layout_edition TO renkei_app;
GRANT UPDATE (answers_at, withdrawn_at) ON layout_edition TO renkei_app;
