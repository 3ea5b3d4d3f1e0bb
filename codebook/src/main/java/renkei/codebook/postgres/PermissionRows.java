package renkei.codebook.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.permission.KeptList;
import renkei.codebook.permission.ListManifest;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.TwoOperators;

/**
 * The tables {@code permission_list}, {@code permission_class}, {@code permission_part} and {@code
 * withdrawn_list}: the permission list, every version of it kept, and which of them two people took
 * out of force.
 */
record PermissionRows(Handle handle) {

  /** A list delivered ahead of its first day lets the one before it stand until then. */
  private static final NamedSql IN_FORCE =
      NamedSql.of(
          """
          SELECT version, valid_from, valid_to, max(version) OVER () AS newest
          FROM permission_list
          WHERE form = 2 AND complete AND version NOT IN (SELECT version FROM withdrawn_list)
          ORDER BY valid_from <= :today DESC, version DESC LIMIT 1
          """);

  /** One list after the other, whoever delivers it. */
  private static final NamedSql LOCK =
      NamedSql.of("SELECT pg_advisory_xact_lock(hashtext('permission_list'))");

  private static final NamedSql INSERT_LIST =
      NamedSql.of(
          """
          INSERT INTO permission_list (version, valid_from, valid_to, digest, form, manifest,
            row_count, delivered_at, complete)
          VALUES (:version, :from, :to, :digest, 2, :manifest, :rows, :now, :complete)
          """);

  private static final NamedSql INSERT_CLASSES =
      NamedSql.of(
          """
          INSERT INTO permission_class (version, place, id, name_ja, name_en, members)
          SELECT :version, u.* FROM unnest(:places, :ids, :namesJa, :namesEn, :members) AS u
          """);

  private static final NamedSql INSERT_PARTS =
      NamedSql.of(
          """
          INSERT INTO permission_part (version, number, row_count, digest)
          SELECT :version, u.* FROM unnest(:numbers, :rows, :digests) AS u
          """);

  private static final NamedSql STANDING =
      NamedSql.of(
          """
          SELECT form, digest, complete, version IN (SELECT version FROM withdrawn_list) AS withdrawn
          FROM permission_list WHERE version = :version
          """);

  /** One that is not complete keeps nobody from delivering another. */
  private static final NamedSql NEWER =
      NamedSql.of(
          """
          SELECT 1 FROM permission_list
          WHERE version > :version AND complete
            AND version NOT IN (SELECT version FROM withdrawn_list)
          LIMIT 1
          """);

  private static final NamedSql PART =
      NamedSql.of(
          """
          SELECT row_count, digest, content IS NOT NULL AS here,
            (SELECT count(*) FROM permission_part AS other
             WHERE other.version = part.version AND other.number <> part.number
               AND other.content IS NULL) AS missing
          FROM permission_part AS part WHERE version = :version AND number = :number
          """);

  private static final NamedSql PUT_PART =
      NamedSql.of(
          """
          UPDATE permission_part SET content = :content
          WHERE version = :version AND number = :number AND content IS NULL
          """);

  private static final NamedSql COMPLETE =
      NamedSql.of(
          "UPDATE permission_list SET complete = true, refused = NULL WHERE version = :version");

  private static final NamedSql NOTE_REFUSED =
      NamedSql.of(
          "UPDATE permission_list SET refused = :why WHERE version = :version AND NOT complete");

  private static final NamedSql LIST =
      NamedSql.of(
          """
          SELECT valid_from, valid_to, complete FROM permission_list
          WHERE version = :version AND form = 2
          """);

  private static final NamedSql CLASSES =
      NamedSql.of(
          """
          SELECT id, name_ja, name_en, members FROM permission_class
          WHERE version = :version ORDER BY place
          """);

  private static final NamedSql PARTS =
      NamedSql.of(
          """
          SELECT content FROM permission_part
          WHERE version = :version AND content IS NOT NULL ORDER BY number
          """);

  private static final NamedSql KEPT =
      NamedSql.of(
          """
          SELECT version, valid_from, valid_to, row_count, delivered_at, refused,
            version IN (SELECT version FROM withdrawn_list) AS withdrawn,
            ARRAY(SELECT number FROM permission_part AS part
                  WHERE part.version = list.version AND content IS NULL ORDER BY number) AS missing
          FROM permission_list AS list WHERE form = 2 ORDER BY version DESC LIMIT 100
          """);

  private static final NamedSql WITHDRAW =
      NamedSql.of(
          """
          INSERT INTO withdrawn_list (version, first_operator, second_operator, why, at)
          SELECT version, :first, :second, :why, :now FROM permission_list
          WHERE version = :version AND complete
          ON CONFLICT DO NOTHING
          """);

  /**
   * A version that came before.
   *
   * @param form 1 for what kinds of agencies were named in, and no classes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Standing(int form, byte[] digest, boolean complete, boolean withdrawn) {

    /** Whether it came with the same content. */
    boolean is(ListManifest manifest) {
      return form == 2 && Arrays.equals(digest, PermissionRows.digest(manifest));
    }
  }

  /**
   * A part that a manifest has announced.
   *
   * @param here whether it came
   * @param missing how many others have not come
   */
  record Announced(int rows, String digest, boolean here, int missing) {}

  /** A list without its rows: those are in its parts. */
  record Stored(
      LocalDate from,
      LocalDate to,
      boolean complete,
      List<BodyClass> classes,
      List<byte[]> parts) {}

  private record Days(LocalDate from, LocalDate to, boolean complete) {}

  /**
   * The newest version that has begun by {@code today}, or the newest if none has; empty if no list
   * ever came whole. One that has begun and ended stays in force and allows nothing: what came
   * before it was replaced.
   */
  Optional<PermissionListState> inForce(LocalDate today) {
    return IN_FORCE
        .on(handle)
        .bind("today", today)
        .findOne(
            row ->
                new PermissionListState(
                    row.getLong(1), date(row, 2), date(row, 3), row.getLong(4)));
  }

  /** Until the transaction ends, nobody else takes a list. */
  void lock() {
    boolean _ = LOCK.on(handle).one(_ -> true);
  }

  Optional<Standing> standing(long version) {
    return STANDING
        .on(handle)
        .bind("version", version)
        .findOne(
            row ->
                new Standing(
                    row.getInt("form"),
                    Optional.ofNullable(row.getBytes("digest")).orElseGet(() -> new byte[0]),
                    row.getBoolean("complete"),
                    row.getBoolean("withdrawn")));
  }

  /** Whether a newer list counts, or will. */
  boolean isNewer(long version) {
    return NEWER.on(handle).bind("version", version).findOne(_ -> true).isPresent();
  }

  /** Keeps a manifest; a list without parts is complete with it. */
  void insert(ListManifest manifest, byte[] signed, Instant now) {
    int _ =
        INSERT_LIST
            .on(handle)
            .bind("version", manifest.version())
            .bind("from", manifest.validFrom())
            .bind("to", manifest.validTo())
            .bind("digest", digest(manifest))
            .bind("manifest", signed)
            .bind("rows", manifest.rows())
            .bind("now", now)
            .bind("complete", manifest.parts().isEmpty())
            .update();
    insertClasses(manifest);
    insertParts(manifest);
  }

  private void insertClasses(ListManifest manifest) {
    List<BodyClass> classes = manifest.classes();
    int _ =
        INSERT_CLASSES
            .on(handle)
            .bind("version", manifest.version())
            .bind("places", SqlArray.integers(classes, classes::indexOf))
            .bind("ids", SqlArray.texts(classes, one -> one.id().value()))
            .bind("namesJa", SqlArray.texts(classes, BodyClass::nameJa))
            .bind("namesEn", SqlArray.texts(classes, BodyClass::nameEn))
            .bind("members", SqlArray.texts(classes, PermissionRows::members))
            .update();
  }

  private void insertParts(ListManifest manifest) {
    List<ListManifest.Part> parts = manifest.parts();
    int _ =
        INSERT_PARTS
            .on(handle)
            .bind("version", manifest.version())
            .bind("numbers", SqlArray.integers(parts, ListManifest.Part::number))
            .bind("rows", SqlArray.integers(parts, ListManifest.Part::rows))
            .bind("digests", SqlArray.texts(parts, ListManifest.Part::sha256))
            .update();
  }

  Optional<Announced> part(long version, int number) {
    return PART.on(handle)
        .bind("version", version)
        .bind("number", number)
        .findOne(
            row ->
                new Announced(
                    row.getInt("row_count"),
                    row.getString("digest"),
                    row.getBoolean("here"),
                    row.getInt("missing")));
  }

  void put(long version, int number, byte[] content) {
    int _ =
        PUT_PART
            .on(handle)
            .bind("version", version)
            .bind("number", number)
            .bind("content", content)
            .update();
  }

  /** From now on the list counts. */
  void complete(long version) {
    int _ = COMPLETE.on(handle).bind("version", version).update();
  }

  /** Keeps why a list was not taken, for people; nothing rests on it. */
  void noteRefused(long version, String why) {
    int _ = NOTE_REFUSED.on(handle).bind("version", version).bind("why", why).update();
  }

  /** A list with the parts that have come; empty if there is none of form 2. */
  Optional<Stored> find(long version) {
    return LIST.on(handle)
        .bind("version", version)
        .findOne(row -> new Days(date(row, 1), date(row, 2), row.getBoolean(3)))
        .map(
            days ->
                new Stored(
                    days.from(), days.to(), days.complete(), classes(version), parts(version)));
  }

  private List<BodyClass> classes(long version) {
    return CLASSES.on(handle).bind("version", version).list(PermissionRows::bodyClass);
  }

  private List<byte[]> parts(long version) {
    return PARTS.on(handle).bind("version", version).list(row -> row.getBytes(1));
  }

  /** The newest hundred lists of form 2. */
  List<KeptList> kept() {
    return KEPT.on(handle).list(PermissionRows::keptList);
  }

  /** Takes a list out of force; false if none counts, or it was taken out before. */
  boolean withdraw(long version, TwoOperators operators, String why, Instant now) {
    return WITHDRAW
            .on(handle)
            .bind("version", version)
            .bind("first", operators.first())
            .bind("second", operators.second())
            .bind("why", why)
            .bind("now", now)
            .update()
        > 0;
  }

  /** Of all that a manifest says, whomever it was sent to; the order of classes says nothing. */
  private static byte[] digest(ListManifest manifest) {
    String text =
        Stream.of(
                Stream.of(manifest.validFrom() + " " + manifest.validTo() + " " + manifest.rows()),
                manifest.classes().stream()
                    .map(
                        one ->
                            "%s\t%s\t%s\t%s"
                                .formatted(one.id(), one.nameJa(), one.nameEn(), members(one)))
                    .sorted(),
                manifest.parts().stream()
                    .map(
                        part ->
                            "%d %d %d %s"
                                .formatted(
                                    part.number(), part.rows(), part.bytes(), part.sha256())))
            .flatMap(lines -> lines)
            .collect(Collectors.joining("\n"));
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String members(BodyClass one) {
    return one.members().stream()
        .map(BodyClass.Member::text)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static BodyClass bodyClass(ResultSet row) throws SQLException {
    Set<BodyClass.Member> members =
        Arrays.stream(row.getString("members").split(" ", -1))
            .map(BodyClass.Member::read)
            .collect(Collectors.toUnmodifiableSet());
    return new BodyClass(
        new BodyClassId(row.getString("id")),
        row.getString("name_ja"),
        row.getString("name_en"),
        members);
  }

  private static KeptList keptList(ResultSet row) throws SQLException {
    return new KeptList(
        row.getLong("version"),
        date(row, 2),
        date(row, 3),
        row.getInt("row_count"),
        row.getObject("delivered_at", OffsetDateTime.class).toInstant(),
        Arrays.asList((Integer[]) row.getArray("missing").getArray()),
        Optional.ofNullable(row.getString("refused")),
        row.getBoolean("withdrawn"));
  }

  private static LocalDate date(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }
}
