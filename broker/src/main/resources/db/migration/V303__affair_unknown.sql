-- Where no permission list tells the affair of a procedure, the inquiry is refused and kept without.
ALTER TABLE inquiry ALTER COLUMN affair DROP NOT NULL;
ALTER TABLE inquiry ADD CHECK (affair IS NOT NULL OR outcome = 'REFUSED');
