package renkei.tenantstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.LAYOUTS;
import static renkei.tenantstore.Sample.TARO;
import static renkei.tenantstore.Sample.answered;

import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.Sample;
import renkei.tenantstore.TenantStore;

class TenantWallTest {

  private static final String TABLES =
      """
      SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
      WHERE relnamespace = 'renkei'::regnamespace AND relkind = 'r' AND attname = 'tenant'
      """;

  private static TestDatabase postgres;
  private static Database database;
  private static TenantStore store;

  @BeforeAll
  static void start() {
    postgres = TestDatabase.fresh();
    database = postgres.open();
    store = new PostgresTenantStore(database, LAYOUTS, Sample::keys, CLOCK, new Random(7));
    boolean _ =
        database.inTenant(
            KITA,
            tx -> {
              store.flags(tx).hold(TARO, RESIDENT);
              store.flags(tx).protect(TARO);
              store.records(tx).append(answered(1, TARO));
              return store.records(tx).hide(store.records(tx).history(TARO, 1).getFirst().id());
            });
    assertThat(store.sealer(AlgorithmTable.standard()).seal(KITA)).isPresent();
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  @Test
  void wallsOffEveryTableThatNamesATenant() {
    List<String> all = query(TABLES);
    List<String> walled = query(TABLES + "AND relrowsecurity AND relforcerowsecurity");

    assertThat(all)
        .contains("replica", "hold", "exchange_record", "result", "tree_head", "hidden_record");
    assertThat(walled).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void showsAnotherTenantNothingOfAnyTable() {
    for (String table : query(TABLES)) {
      List<String> seen =
          database.inTenant(
              new TenantId("990035"),
              tx ->
                  tx.handle()
                      .createQuery("SELECT tenant FROM " + table)
                      .mapTo(String.class)
                      .list());

      assertThat(seen).as(table).isEmpty();
    }
  }

  @Test
  void doesNotSayThroughAConflictWhetherAnotherTenantHasARow() {
    boolean isNew = database.inTenant(MINAMI, tx -> store.records(tx).append(answered(1, TARO)));

    assertThat(isNew).isTrue();
  }

  @Test
  void letsOperatorsSeeNoColumnButThoseThatCount() {
    try (Handle handle = postgres.superuser()) {
      handle.execute("SET ROLE renkei_counter");

      assertThatThrownBy(() -> handle.execute("SELECT text_box FROM exchange_record"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> handle.execute("SELECT * FROM replica"))
          .hasMessageContaining("permission denied");
    }
  }

  private static List<String> query(String sql) {
    try (Handle handle = postgres.superuser()) {
      return handle.createQuery(sql).mapTo(String.class).list();
    }
  }
}
