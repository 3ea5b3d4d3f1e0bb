package renkei.gateway.staff;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import renkei.codebook.database.Database;
import renkei.codebook.database.PlatformTransaction;
import renkei.codebook.database.TenantTransaction;
import renkei.signing.AlgorithmTable;
import renkei.signing.DataKey;
import renkei.signing.SigningIdentity;
import renkei.signing.evidence.tree.MerkleTree.Frontier;

/**
 * What people did: each act is recorded in the transaction in which it takes effect, numbered
 * without gaps in its place, encrypted under the place's key, and taken into the place's hash tree,
 * whose head the place's identity signs within seconds. Acts only grow (database rights and a
 * trigger say so too). Thread-safe.
 */
public final class Acts {

  private final Database database;
  private final Function<Place, SigningIdentity> identities;
  private final Function<Place, DataKey> keys;
  private final AlgorithmTable algorithms;
  private final Clock clock;
  private final RandomGenerator random;
  private final Set<Place> unsealed = ConcurrentHashMap.newKeySet();

  /**
   * @param identities sign the heads of their places; asked each time
   * @param keys encrypt the acts of their places
   * @param random for salts; unguessable
   */
  public Acts(
      Database database,
      Function<Place, SigningIdentity> identities,
      Function<Place, DataKey> keys,
      AlgorithmTable algorithms,
      Clock clock,
      RandomGenerator random) {
    this.database = database;
    this.identities = identities;
    this.keys = keys;
    this.algorithms = algorithms;
    this.clock = clock;
    this.random = random;
  }

  /** Records an operator's act; it is there if the transaction commits. */
  public void record(PlatformTransaction tx, Actor by, Action action, String what) {
    record(tx.handle(), Place.PLATFORM, by, action, what);
  }

  /**
   * Records a member of staff's act; it is there if the transaction commits.
   *
   * @param what to what or whom; sealed under the tenant's key
   */
  public void record(TenantTransaction tx, Actor by, Action action, String what) {
    record(tx.handle(), Place.of(tx.tenant()), by, action, what);
  }

  private void record(Handle handle, Place place, Actor by, Action action, String what) {
    ActRows rows = new ActRows(handle);
    long index = rows.next(place);
    Instant now = now();
    ActText text = ActText.of(now, by, action, what, salt());
    byte[] box =
        keys.apply(place)
            .encrypt(text.line().getBytes(StandardCharsets.UTF_8), context(place, index));
    rows.insert(new ActRows.Row(index, text.leafHash(), box), now);
    unsealed.add(place);
  }

  /**
   * Signs a head over all acts of a place, if there is none yet.
   *
   * @throws renkei.signing.SigningUnavailableException if the place's key cannot sign now; the acts
   *     stand all the same, and trying again may succeed
   */
  public void seal(Place place) {
    unsealed.remove(place);
    boolean sealed = false;
    try {
      boolean _ = inPlace(place, handle -> seal(handle, place));
      sealed = true;
    } finally {
      if (!sealed) {
        unsealed.add(place);
      }
    }
  }

  /** Places in which this gateway has recorded since their last head, or was told to look. */
  public Set<Place> unsealed() {
    return Set.copyOf(unsealed);
  }

  /** In these places there may be acts without a head, as after a crash or of other gateways. */
  public void lookInto(Collection<Place> places) {
    unsealed.addAll(places);
  }

  private boolean seal(Handle handle, Place place) {
    ActRows rows = new ActRows(handle);
    long size = rows.next(place);
    ActHeadRows heads = new ActHeadRows(handle, place);
    Frontier tree = heads.newest().map(ActHeadRows.Grown::frontier).orElseGet(Frontier::empty);
    if (size == tree.size()) {
      return false;
    }
    for (byte[] hash : rows.hashes(tree.size(), size)) {
      tree = tree.append(hash);
    }
    String root = HexFormat.of().formatHex(tree.root());
    heads.insert(ActHead.sign(identities.apply(place), algorithms, place, size, root, now()), tree);
    return true;
  }

  /** The newest acts of a place, the newest first. */
  public List<Act> newest(Place place, int atMost) {
    return inPlace(
        place,
        handle ->
            new ActRows(handle)
                .newest(atMost).stream().map(row -> open(place, row).act(row.index())).toList());
  }

  /**
   * Writes down all acts under the newest head, line by line, as {@link ActVerification} reads
   * them. Nothing is written if nothing was sealed yet.
   */
  public void export(Place place, Consumer<String> lines) {
    boolean _ =
        inPlace(
            place,
            handle -> {
              Optional<ActHead> head =
                  new ActHeadRows(handle, place).newest().map(ActHeadRows.Grown::head);
              head.ifPresent(
                  newest -> {
                    ActExport.opening(newest).forEach(lines);
                    new ActRows(handle)
                        .forEach(
                            0,
                            newest.size(),
                            row -> lines.accept(ActExport.act(row.index(), open(place, row))));
                  });
              return head.isPresent();
            });
  }

  private ActText open(Place place, ActRows.Row row) {
    byte[] text =
        keys.apply(place)
            .decrypt(row.box(), context(place, row.index()))
            .orElseThrow(() -> new IllegalStateException("an act of " + place + " does not open"));
    return new ActText(new String(text, StandardCharsets.UTF_8));
  }

  private <T> T inPlace(Place place, Function<Handle, T> work) {
    return place.tenant().isPresent()
        ? database.inTenant(place.tenant().get(), tx -> work.apply(tx.handle()))
        : database.inPlatform(tx -> work.apply(tx.handle()));
  }

  /** PostgreSQL keeps microseconds; the signed text must say the same. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static byte[] context(Place place, long index) {
    return ("act|" + place + "|" + index).getBytes(StandardCharsets.UTF_8);
  }

  private String salt() {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }
}
