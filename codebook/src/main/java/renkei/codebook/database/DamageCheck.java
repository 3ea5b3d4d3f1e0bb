package renkei.codebook.database;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads tables and indexes with PostgreSQL's {@code amcheck}, one after the other. */
final class DamageCheck {

  private static final Logger LOG = LoggerFactory.getLogger(DamageCheck.class);

  /** A table with what belongs to it elsewhere, or a B-tree index. */
  private record Relation(long id, String name, boolean index) {}

  private static final String RELATIONS =
      """
      SELECT c.oid, c.relname, c.relkind = 'i' AS index
      FROM pg_class c LEFT JOIN pg_am a ON a.oid = c.relam
      WHERE c.relnamespace = CAST(:schema AS regnamespace)
        AND (c.relkind = 'r' OR c.relkind = 'i' AND a.amname = 'btree')
      ORDER BY c.relname
      """;

  private static final String MAY_CHECK =
      """
      SELECT coalesce(bool_and(has_function_privilege(to_regprocedure(name), 'EXECUTE')), false)
      FROM (VALUES
        ('public.verify_heapam(regclass, boolean, boolean, text, bigint, bigint)'),
        ('public.bt_index_check(regclass)')) AS needed (name)
      """;

  private static final String CHECK_TABLE =
      """
      SELECT count(*)
      FROM public.verify_heapam(CAST(CAST(:id AS oid) AS regclass), check_toast => true)
      """;

  private static final String CHECK_INDEX =
      "SELECT 0 FROM public.bt_index_check(CAST(CAST(:id AS oid) AS regclass))";

  private static final String CHECKSUM_FAILURES =
      "SELECT coalesce(sum(checksum_failures), 0) FROM pg_stat_database";

  private DamageCheck() {}

  static DamageReport run(DataSource source) {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    try (Handle handle = jdbi.open()) {
      boolean thorough = handle.createQuery(MAY_CHECK).mapTo(Boolean.class).one();
      List<Relation> relations = thorough ? relations(handle) : List.of();
      List<String> damaged = new ArrayList<>();
      for (Relation relation : relations) {
        if (isDamaged(handle, relation)) {
          damaged.add(relation.name());
        }
      }
      return new DamageReport(
          damaged,
          relations.size(),
          thorough,
          handle.createQuery(CHECKSUM_FAILURES).mapTo(Long.class).one());
    } catch (JdbiException e) {
      throw Failures.of("the database could not be checked", e, true);
    }
  }

  private static List<Relation> relations(Handle handle) {
    return handle
        .createQuery(RELATIONS)
        .bind("schema", Database.SCHEMA)
        .map(
            (row, _) ->
                new Relation(row.getLong("oid"), row.getString("relname"), row.getBoolean("index")))
        .list();
  }

  private static boolean isDamaged(Handle handle, Relation relation) {
    try {
      return faults(handle, relation) > 0;
    } catch (JdbiException e) {
      RuntimeException failure = Failures.of("a check did not end", e, true);
      if (failure instanceof DatabaseDamagedException) {
        LOG.error("{} is damaged", relation.name(), failure);
        return true;
      }
      throw failure;
    }
  }

  private static long faults(Handle handle, Relation relation) {
    return handle
        .createQuery(relation.index() ? CHECK_INDEX : CHECK_TABLE)
        .bind("id", relation.id())
        .mapTo(Long.class)
        .one();
  }
}
