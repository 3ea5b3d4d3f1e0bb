package renkei.tenantstore.postgres;

import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.LAYOUTS;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.Sample;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.record.RecordVerification;

/** A tenant store on a database of a test's own. */
final class TestStore implements AutoCloseable {

  private final TestDatabase postgres;
  private final Database database;
  private final TenantStore store;

  /** With the editions of the sample layouts. */
  TestStore() {
    this(TestDatabase.fresh());
    try (Handle handle = postgres.superuser()) {
      EditionsOfTests.put(handle);
      EditionsOfTests.signOff(handle, KITA);
    }
  }

  /** On this database, which is its own from now on; no edition is put there. */
  TestStore(TestDatabase postgres) {
    this.postgres = postgres;
    this.database = postgres.open();
    this.store = at(CLOCK, 7);
  }

  /** The store under test. */
  TenantStore store() {
    return store;
  }

  Database database() {
    return database;
  }

  /** Another gateway's store on the same database. */
  TenantStore at(Clock clock, long seed) {
    return new PostgresTenantStore(database, LAYOUTS, Sample::keys, clock, new Random(seed));
  }

  <T> T inTenant(TenantId tenant, Function<TenantTransaction, T> work) {
    return database.inTenant(tenant, work);
  }

  /** In one transaction of the sample tenant. */
  void inKita(Consumer<TenantTransaction> work) {
    boolean _ =
        inTenant(
            KITA,
            tx -> {
              work.accept(tx);
              return true;
            });
  }

  /** Behind the wall; to be closed. */
  Handle superuser() {
    return postgres.superuser();
  }

  /** Behind the wall, past every trigger: as whoever has the files of the database. */
  void tamper(String... statements) {
    try (Handle handle = postgres.superuser()) {
      handle.execute("SET session_replication_role = replica");
      for (String statement : statements) {
        handle.execute(statement);
      }
    }
  }

  /** Leaves no exchange record, and no tree. */
  void emptyRecords() {
    tamper(
        "DELETE FROM exchange_record",
        "DELETE FROM leaf_block",
        "DELETE FROM tree_node",
        "DELETE FROM unsealed_record",
        "DELETE FROM tree_head",
        "DELETE FROM signer_chain",
        "DELETE FROM hidden_record");
  }

  /** Writes the newest head and everything under it, and reads it as an auditor does. */
  RecordVerification verifiedExport() {
    List<String> lines = new ArrayList<>();
    inKita(tx -> store.records(tx).export(lines::add));
    return verify(lines);
  }

  /** Reads an export as an auditor does. */
  static RecordVerification verify(List<String> lines) {
    return RecordVerification.of(
        new BufferedReader(new StringReader(String.join("\n", lines))),
        Map.of(),
        AlgorithmTable.standard(),
        CLOCK.instant());
  }

  @Override
  public void close() {
    database.close();
    postgres.close();
  }
}
