-- Since when an information code has been in doubt: what staff say who end a doubt, so that they end no later one.
ALTER TABLE registration ADD COLUMN doubted_at timestamptz;
UPDATE registration SET doubted_at = registered_at WHERE NOT complete;
ALTER TABLE registration ADD CHECK (complete = (doubted_at IS NULL));
