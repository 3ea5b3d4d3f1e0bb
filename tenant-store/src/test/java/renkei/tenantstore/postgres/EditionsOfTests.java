package renkei.tenantstore.postgres;

import static renkei.tenantstore.Sample.LAYOUTS;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.ShippedLayouts;

/** Since when the editions of the sample layouts answer, as the database has it. */
final class EditionsOfTests {

  private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant NEVER = Instant.parse("2999-01-01T00:00:00Z");

  private EditionsOfTests() {}

  /** The first of each answers, the second waits. */
  static void put(Handle superuser) {
    for (Layout layout : LAYOUTS.all()) {
      superuser.execute(
          "INSERT INTO layout_edition (information, edition, answers_at, file, digest, taken_at)"
              + " VALUES (?, ?, ?::timestamptz, '', sha256(''), now())",
          layout.information().value(),
          layout.edition().value(),
          answers(layout.edition()).toString());
    }
  }

  /** Lets a tenant load all of them, as if it had looked at a test of each. */
  static void signOff(Handle superuser, TenantId tenant) {
    for (Layout layout : LAYOUTS.all()) {
      superuser.execute(
          "INSERT INTO sign_off (tenant, information, edition, load_no, login, at)"
              + " VALUES (?, ?, ?, 0, 'of-tests', now())",
          tenant.value(),
          layout.information().value(),
          layout.edition().value());
    }
  }

  private static Instant answers(Edition edition) {
    return edition.equals(ShippedLayouts.FIRST) ? LONG_AGO : NEVER;
  }

  /** Lets an edition answer from this time. */
  static void activate(Handle superuser, InformationCode information, Edition edition, Instant at) {
    superuser.execute("SET session_replication_role = replica");
    superuser.execute(
        "UPDATE layout_edition SET answers_at = ?::timestamptz"
            + " WHERE information = ? AND edition = ?",
        at.toString(),
        information.value(),
        edition.value());
    superuser.execute("SET session_replication_role = origin");
  }
}
