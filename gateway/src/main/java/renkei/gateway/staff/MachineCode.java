package renkei.gateway.staff;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import renkei.gateway.files.DurableFiles;

/**
 * A random text in the data folder of a running gateway, made anew at each start, that only the
 * folder's owner can read: it shows that somebody is on the machine. It makes the first operators
 * of a new installation, before there is anybody to approve; see {@link PersonChanges}. Whoever
 * reads the folder has the keys of the platform as well, so this gives away nothing new; but what
 * is done by it is recorded. Thread-safe.
 */
public final class MachineCode implements AutoCloseable {

  /** Its name in the data folder. */
  public static final String FILE = "operators-code";

  private final Path file;
  private final byte[] code;

  private MachineCode(Path file, byte[] code) {
    this.file = file;
    this.code = code;
  }

  /** Writes a new one. */
  public static MachineCode write(Path data) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    byte[] code = Base64.getUrlEncoder().withoutPadding().encode(random);
    Path file = data.resolve(FILE);
    DurableFiles.write(file, code);
    return new MachineCode(file, code);
  }

  /** Compares in constant time. */
  public boolean is(String shown) {
    return MessageDigest.isEqual(code, shown.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes the file away. */
  @Override
  public void close() {
    DurableFiles.remove(file);
  }

  /** Hides the code. */
  @Override
  public String toString() {
    return "MachineCode[" + file + "]";
  }
}
