-- A provision that waits for staff: the procedure it is asked under, whom it is about (encrypted under the tenant's key),
-- and since when it is on hold. What is flagged later, staff have not seen.
ALTER TABLE provision
  ADD COLUMN procedure text,
  ADD COLUMN subject bytea,
  ADD COLUMN held_since timestamptz,
  ADD CHECK (state <> 'ON_HOLD'
    OR (procedure IS NOT NULL AND subject IS NOT NULL AND held_since IS NOT NULL)) NOT VALID;
