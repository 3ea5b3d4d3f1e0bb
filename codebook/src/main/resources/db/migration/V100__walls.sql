-- How every module keeps tenants apart and lets operators count.
-- Roles: renkei_owner owns the schema, renkei_app does all ordinary work, renkei_counter owns the counting views.

-- Call once for each table with a column "tenant": its rows are seen and written only inside a transaction begun for
-- that tenant, by the owner of the table too.
CREATE FUNCTION wall_off(walled regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', walled);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', walled);
  EXECUTE format(
    'CREATE POLICY tenant_wall ON %s USING (tenant = nullif(current_setting(''renkei.tenant'', true), ''''))', walled);
  EXECUTE format('ALTER TABLE %s ALTER COLUMN tenant SET DEFAULT nullif(current_setting(''renkei.tenant'', true), '''')', walled);
END $$;

-- Lets the views of renkei_counter see the named columns of all tenants: never name one with content, a number or a code.
-- Then: CREATE VIEW v AS ...; ALTER VIEW v OWNER TO renkei_counter; GRANT SELECT ON v TO renkei_app;
CREATE FUNCTION let_count(counted regclass, columns text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT SELECT (%s) ON %s TO renkei_counter', columns, counted);
  EXECUTE format('CREATE POLICY counting ON %s FOR SELECT TO renkei_counter USING (true)', counted);
END $$;
