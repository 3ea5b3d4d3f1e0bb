package renkei.testagencies.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.PersonCode;

/**
 * Every person code the core has issued, and whom it means. Kept in a file that only grows, so that
 * a core that is started again knows the codes that others hold: a line for each, {@code
 * holder,code,resident}. What was added is in the hands of the operating system when {@link #add}
 * returns, and so outlives this process but perhaps not the machine. Thread-safe.
 */
public final class IssuedCodes implements AutoCloseable {

  private record Holding(AgencyCode holder, PersonCode code) {}

  private final Map<Holding, ResidentCode> residents = new ConcurrentHashMap<>();
  private final Optional<FileChannel> file;

  private IssuedCodes(Optional<FileChannel> file) {
    this.file = file;
  }

  /** Codes that are forgotten with this object. */
  public static IssuedCodes inMemory() {
    return new IssuedCodes(Optional.empty());
  }

  /**
   * The codes of a file, which is made if it is missing. A last line without its end was being
   * written when a core was killed, and is dropped.
   *
   * @throws IllegalStateException if another core has the file, or a line of it is none; names the
   *     line
   * @throws UncheckedIOException if the file cannot be read or written
   */
  public static IssuedCodes keptIn(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!locks(channel)) {
        channel.close();
        throw new IllegalStateException(
            "another world is at work in " + file.getParent() + "; end it first");
      }
      IssuedCodes codes = new IssuedCodes(Optional.of(channel));
      codes.recall(read(channel), file);
      return codes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep issued codes in " + file, e);
    }
  }

  /** By the very channel that has the lock: closing any other one of the file would give it up. */
  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      @Nullable Object lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private void recall(String text, Path file) throws IOException {
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    long number = 0;
    for (String line : whole.lines().toList()) {
      number++;
      String[] cells = line.split(",", -1);
      if (cells.length != 3) {
        throw new IllegalStateException(
            "%s, line %d: not holder,code,resident".formatted(file, number));
      }
      residents.put(
          new Holding(new AgencyCode(cells[0]), new PersonCode(cells[1])),
          new ResidentCode(cells[2]));
    }
    FileChannel channel = file().truncate(whole.getBytes(StandardCharsets.UTF_8).length);
    channel.position(channel.size());
  }

  private FileChannel file() {
    return file.orElseThrow();
  }

  /** Notes whom {@code holder} means by {@code code}; the same again changes nothing. */
  void add(AgencyCode holder, PersonCode code, ResidentCode resident) {
    if (residents.putIfAbsent(new Holding(holder, code), resident) == null && file.isPresent()) {
      write(holder.value() + "," + code.value() + "," + resident.value() + "\n");
    }
  }

  private synchronized void write(String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file().write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep an issued code", e);
    }
  }

  /** Whom {@code holder} means by that code; empty if it was never issued to that holder. */
  Optional<ResidentCode> find(AgencyCode holder, PersonCode code) {
    return Optional.ofNullable(residents.get(new Holding(holder, code)));
  }

  /** Gives the file free. */
  @Override
  public void close() {
    try {
      if (file.isPresent()) {
        file().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give the issued codes free", e);
    }
  }
}
