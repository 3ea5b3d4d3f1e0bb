package renkei.codebook.postgres;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.ListJudgement;
import renkei.codebook.permission.ListManifest;
import renkei.codebook.permission.ListPart;
import renkei.codebook.permission.ListReceived;
import renkei.codebook.permission.ListReceived.Refused;
import renkei.codebook.permission.ListReceived.Repeated;
import renkei.codebook.permission.ListReceived.Taken;
import renkei.codebook.permission.ListReceived.Waits;
import renkei.codebook.permission.ListRefusal;
import renkei.codebook.permission.ListRefusedException;
import renkei.codebook.permission.PartText;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.RowLines;

/**
 * Takes lists that come in parts: what is refused leaves nothing behind but its reason.
 * Thread-safe.
 */
final class ListShelf {

  private static final Logger LOG = LoggerFactory.getLogger(ListShelf.class);

  private final AgencyDirectory directory;
  private final Clock clock;

  /** Why lists were refused, until somebody writes it down: the transaction of the part is gone. */
  private final Map<Long, String> reasons = new ConcurrentHashMap<>();

  ListShelf(AgencyDirectory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  ListReceived take(ListManifest manifest, byte[] signed, PermissionRows rows) {
    rows.lock();
    long version = manifest.version();
    return logged(
        version,
        announced(manifest, rows)
            .or(() -> unfit(manifest))
            .orElseGet(
                () -> {
                  rows.insert(manifest, signed, clock.instant());
                  return manifest.parts().isEmpty()
                      ? new Taken()
                      : new Waits(manifest.parts().size());
                }));
  }

  /** What is to be said of a manifest whose version is not new. */
  private static Optional<ListReceived> announced(ListManifest manifest, PermissionRows rows) {
    Optional<PermissionRows.Standing> same = rows.standing(manifest.version());
    if (same.filter(PermissionRows.Standing::withdrawn).isPresent()
        || rows.isNewer(manifest.version())) {
      return Optional.of(notNewer());
    }
    return same.map(
        standing ->
            standing.is(manifest)
                ? new Repeated()
                : new Refused(
                    ListRefusal.CONTRADICTS, "its manifest came before with another content"));
  }

  private static Refused notNewer() {
    return new Refused(
        ListRefusal.NOT_NEWER, "a newer list came before, or it was taken out of force");
  }

  private Optional<ListReceived> unfit(ListManifest manifest) {
    int announced = manifest.parts().stream().mapToInt(ListManifest.Part::rows).sum();
    if (announced != manifest.rows()) {
      return Optional.of(
          new Refused(
              ListRefusal.ROWS_MISSING,
              "it has %d rows, and its parts have %d".formatted(manifest.rows(), announced)));
    }
    return ListJudgement.ofClasses(manifest.classes(), directory).map(refused -> refused);
  }

  ListReceived take(ListPart part, PermissionRows rows) {
    try {
      return logged(part.version(), take(part, PartText.of(part), rows));
    } catch (ListRefusedException e) {
      return logged(part.version(), e.refused());
    }
  }

  private ListReceived take(ListPart part, PartText text, PermissionRows rows) {
    rows.lock();
    Optional<PermissionRows.Announced> announced = rows.part(part.version(), part.number());
    if (announced.isEmpty()) {
      return new Refused(
          ListRefusal.PART_UNKNOWN, "no manifest announced part " + part.number() + " of it");
    }
    PermissionRows.Announced expected = announced.get();
    if (!text.sha256().equals(expected.digest())) {
      return new Refused(
          ListRefusal.CONTRADICTS,
          "part " + part.number() + " is not the one that its manifest announced");
    }
    if (expected.here()) {
      return new Repeated();
    }
    if (rows.standing(part.version()).filter(PermissionRows.Standing::withdrawn).isPresent()
        || rows.isNewer(part.version())) {
      return notNewer();
    }
    return keep(part, text, expected, rows);
  }

  private ListReceived keep(
      ListPart part, PartText text, PermissionRows.Announced expected, PermissionRows rows) {
    RowLines lines = new RowLines();
    int came = lines.add(text.lines());
    if (came != expected.rows()) {
      return new Refused(
          ListRefusal.ROWS_MISSING,
          "part %d has %d rows, and its manifest says %d"
              .formatted(part.number(), came, expected.rows()));
    }
    if (expected.missing() > 0) {
      rows.put(part.version(), part.number(), part.content());
      return new Waits(expected.missing());
    }
    PermissionRows.Stored others = rows.find(part.version()).orElseThrow();
    return ListJudgement.of(whole(part.version(), others, lines), directory)
        .<ListReceived>map(refused -> refused)
        .orElseGet(
            () -> {
              rows.put(part.version(), part.number(), part.content());
              rows.complete(part.version());
              return new Taken();
            });
  }

  /** Reads a list from what is kept of it. */
  static PermissionList read(long version, PermissionRows.Stored stored) {
    return whole(version, stored, new RowLines());
  }

  private static PermissionList whole(long version, PermissionRows.Stored stored, RowLines lines) {
    int number = 0;
    for (byte[] content : stored.parts()) {
      number++;
      int _ = lines.add(PartText.of(new ListPart(version, number, content)).lines());
    }
    return new PermissionList(
        version,
        new Validity(Optional.of(stored.from()), Optional.of(stored.to())),
        stored.classes(),
        lines.rows());
  }

  private ListReceived logged(long version, ListReceived received) {
    if (received instanceof Refused(ListRefusal why, String sentence)) {
      LOG.warn("permission list {} was refused, {}: {}", version, why, sentence);
      reasons.put(version, sentence);
    }
    return received;
  }

  /** Writes down why lists were refused. */
  void note(PermissionRows rows) {
    for (Long version : List.copyOf(reasons.keySet())) {
      String why = reasons.remove(version);
      if (why != null) {
        rows.noteRefused(version, why);
      }
    }
  }
}
