package renkei.tenantstore.postgres;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.NamedSql;

/** The table {@code sign_off}: which editions one tenant has looked at in test mode. */
record SignOffRows(Handle handle) {

  private static final NamedSql NOTE =
      NamedSql.of(
          """
          INSERT INTO sign_off (information, edition, load_no, login, at)
          VALUES (:information, :edition, :load, :login, clock_timestamp())
          ON CONFLICT (tenant, information, edition) DO UPDATE
          SET load_no = excluded.load_no, login = excluded.login, at = excluded.at
          """);

  private static final NamedSql FIND =
      NamedSql.of(
          "SELECT load_no FROM sign_off WHERE information = :information AND edition = :edition");

  void note(InformationCode information, Edition edition, long load, String login) {
    int _ =
        NOTE.on(handle)
            .bind("information", information.value())
            .bind("edition", edition.value())
            .bind("load", load)
            .bind("login", login)
            .update();
  }

  /** The load that was looked at; empty if the edition was not signed off. */
  Optional<Long> find(InformationCode information, Edition edition) {
    return FIND.on(handle)
        .bind("information", information.value())
        .bind("edition", edition.value())
        .findOne(row -> row.getLong(1));
  }
}
