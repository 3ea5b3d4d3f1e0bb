package renkei.tenantstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.tenantstore.Sample.TARO;
import static renkei.tenantstore.Sample.answered;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import renkei.codebook.TenantId;
import renkei.signing.AlgorithmTable;

class TenantWallTest {

  private static final String TABLES =
      """
      SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
      WHERE relnamespace = 'renkei'::regnamespace AND relkind = 'r' AND attname = 'tenant'
      """;

  private static TestStore kept;

  @BeforeAll
  static void start() {
    kept = new TestStore();
    boolean _ =
        kept.inTenant(
            KITA,
            tx -> {
              kept.store().flags(tx).hold(TARO, RESIDENT);
              kept.store().flags(tx).protect(TARO);
              kept.store().records(tx).append(answered(1, TARO));
              return kept.store()
                  .records(tx)
                  .hide(kept.store().records(tx).history(TARO, 1).getFirst().id());
            });
    assertThat(kept.store().sealer(AlgorithmTable.standard()).seal(KITA)).isPresent();
  }

  @AfterAll
  static void stop() {
    kept.close();
  }

  @Test
  void wallsOffEveryTableThatNamesATenant() {
    List<String> all = query(TABLES);
    List<String> walled = query(TABLES + "AND relrowsecurity AND relforcerowsecurity");

    assertThat(all)
        .contains(
            "replica_record", "hold", "exchange_record", "result", "tree_head", "hidden_record");
    assertThat(walled).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void showsAnotherTenantNothingOfAnyTable() {
    for (String table : query(TABLES)) {
      List<String> seen =
          kept.inTenant(
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
    boolean isNew = kept.inTenant(MINAMI, tx -> kept.store().records(tx).append(answered(1, TARO)));

    assertThat(isNew).isTrue();
  }

  @Test
  void letsOperatorsSeeNoColumnButThoseThatCount() {
    try (Handle handle = kept.superuser()) {
      handle.execute("SET ROLE renkei_counter");

      assertThatThrownBy(() -> handle.execute("SELECT text_box FROM exchange_record"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> handle.execute("SELECT * FROM replica_record"))
          .hasMessageContaining("permission denied");
    }
  }

  private static List<String> query(String sql) {
    try (Handle handle = kept.superuser()) {
      return handle.createQuery(sql).mapTo(String.class).list();
    }
  }
}
