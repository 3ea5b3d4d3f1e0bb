-- Since when an information code has been in doubt: what staff say who end a doubt, so that they end no later one.
ALTER TABLE registration ADD COLUMN doubted_at timestamptz;
-- The owner is behind the tenant wall too, and would change no row.
ALTER TABLE registration NO FORCE ROW LEVEL SECURITY;
UPDATE registration SET doubted_at = registered_at WHERE NOT complete;
ALTER TABLE registration FORCE ROW LEVEL SECURITY;
ALTER TABLE registration ADD CHECK (complete = (doubted_at IS NULL));
