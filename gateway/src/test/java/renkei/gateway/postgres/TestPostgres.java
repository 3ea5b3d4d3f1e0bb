package renkei.gateway.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The platform's own database, for tests that look at something else than at its start: the
 * programs are shared, and a login costs little. Its passwords are random, so that the thousands of
 * rounds by which a client proves one, on code of the first compiler, guard nothing here.
 */
public final class TestPostgres {

  private TestPostgres() {}

  /** As {@link EmbeddedPostgres#start(Path)}. */
  public static EmbeddedPostgres start(Path folder) {
    try {
      SharedPrograms.linkInto(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    EmbeddedPostgres server = EmbeddedPostgres.start(folder);
    try (Handle handle = Jdbi.open(server.url(), server.user(), server.password())) {
      handle.execute("SET scram_iterations = 1");
      for (String role : List.of(server.user(), EmbeddedPostgres.APPLICATION_ROLE)) {
        handle.execute("ALTER ROLE " + role + " PASSWORD '" + server.password() + "'");
      }
    }
    return server;
  }
}
