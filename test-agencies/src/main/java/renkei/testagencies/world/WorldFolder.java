package renkei.testagencies.world;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import renkei.signing.BlindIndexKey;
import renkei.signing.SecretFile;
import renkei.testagencies.core.IssuedCodes;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.resident.PeopleFile;
import renkei.testagencies.resident.Population;
import renkei.testagencies.vocabulary.TenantId;

/**
 * What the world keeps in a platform's data folder, so that a world that is started again is the
 * same world: its keys in {@code pki/world}, and in {@code world} who lives in it and what its core
 * has issued.
 *
 * @param data the platform's data folder
 */
public record WorldFolder(Path data) {

  private static final String PEOPLE = "people.json";
  private static final String TOLD = "people.jsonl";
  private static final String ISSUED = "issued-codes.csv";
  private static final String CODE_KEY = "core-code-key";

  /** The keys. */
  public WorldKeys keys(Clock clock) {
    return WorldKeys.open(keyFolder(), clock);
  }

  /** The folder of the keys, as files for other programs. */
  public Path keyFolder() {
    return data.resolve("pki").resolve("world");
  }

  /** Who lives in it, if that was settled. */
  public Optional<People> people() {
    Path file = folder().resolve(PEOPLE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Reader in = Files.newBufferedReader(file);
        JsonReader reader = Json.createReader(in)) {
      JsonObject kept = reader.readObject();
      return Optional.of(
          kept.containsKey("seed")
              ? new People.FromSeed(
                  kept.getJsonNumber("seed").longValueExact(), kept.getInt("residents"))
              : new People.FromFile(folder().resolve(TOLD)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (JsonException | ClassCastException | NullPointerException e) {
      throw new IllegalStateException(file + " is not what a world has written", e);
    }
  }

  /**
   * Settles who lives in it, once and for all: the codes and replicas on the platform are theirs.
   *
   * @throws IllegalStateException if others live in it already
   */
  public void settle(People people) {
    Optional<People> there = people();
    if (there.isPresent()) {
      if (!same(there.get(), people)) {
        throw new IllegalStateException(
            "other people live in "
                + data
                + ", and codes and replicas of theirs are on the platform; start a platform in"
                + " another folder for these");
      }
      return;
    }
    try {
      Files.createDirectories(folder());
      Path draft = folder().resolve(PEOPLE + ".draft");
      Files.writeString(draft, json(people));
      Files.move(draft, folder().resolve(PEOPLE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the people in " + folder(), e);
    }
  }

  /**
   * The people.
   *
   * @param tenants the municipalities there are
   * @throws IllegalStateException if nobody has settled who lives here
   */
  public Population population(List<TenantId> tenants) {
    return population(
        people().orElseThrow(() -> new IllegalStateException("nobody lives in " + data + " yet")),
        tenants);
  }

  /** As these people would be. */
  public static Population population(People people, List<TenantId> tenants) {
    return switch (people) {
      case People.FromSeed(long seed, int residents) ->
          Population.invent(seed, tenants, residents, Population.MOVED_EVERY);
      case People.FromFile(Path file) -> PeopleFile.read(file, tenants);
    };
  }

  /** The core's memory; one world at a time has it. */
  public World.Memory memory() {
    try {
      Files.createDirectories(folder());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder(), e);
    }
    return new World.Memory(codeKey(), IssuedCodes.keptIn(folder().resolve(ISSUED)));
  }

  /**
   * The core's secret, from which all person codes are derived: made once and kept, so that a world
   * that is started again knows the same codes.
   */
  private BlindIndexKey codeKey() {
    Path file = keyFolder().resolve(CODE_KEY);
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Path draft = file.resolveSibling(CODE_KEY + ".draft");
        Files.deleteIfExists(draft);
        Files.createFile(
            draft,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, HexFormat.of().formatHex(key));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
      byte[] key = HexFormat.of().parseHex(SecretFile.text(file));
      return BlindIndexKey.of(new SecretKeySpec(key, "HmacSHA256"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the core's code key in " + keyFolder(), e);
    }
  }

  private Path folder() {
    return data.resolve("world");
  }

  private boolean same(People there, People wanted) {
    return switch (wanted) {
      case People.FromSeed _ -> there.equals(wanted);
      case People.FromFile(Path file) ->
          there instanceof People.FromFile(Path kept) && sameContent(kept, file);
    };
  }

  private static boolean sameContent(Path kept, Path wanted) {
    try {
      return Files.mismatch(kept, wanted) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compare " + wanted, e);
    }
  }

  /** A file is copied: the platform outlives where it came from. */
  private String json(People people) throws IOException {
    return switch (people) {
      case People.FromSeed(long seed, int residents) ->
          "{\"seed\":%d,\"residents\":%d}\n".formatted(seed, residents);
      case People.FromFile(Path file) -> {
        Files.copy(file, folder().resolve(TOLD), StandardCopyOption.REPLACE_EXISTING);
        yield "{\"file\":\"" + TOLD + "\"}\n";
      }
    };
  }
}
