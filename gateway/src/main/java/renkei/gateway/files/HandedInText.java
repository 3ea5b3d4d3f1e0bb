package renkei.gateway.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Texts that people hand in as files: UTF-8 and nothing else. A byte order mark at the beginning,
 * as some editors save it and none shows it, means nothing.
 */
public final class HandedInText {

  private static final int BYTES_AT_ONCE = 8 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private HandedInText() {}

  /**
   * The whole text.
   *
   * @throws NotUtf8Exception naming the line
   * @throws IOException if the file cannot be read
   */
  public static String read(Path file) throws IOException {
    try (Reader reader = open(file)) {
      StringBuilder text = new StringBuilder();
      char[] some = new char[BYTES_AT_ONCE];
      for (int read = reader.read(some); read >= 0; read = reader.read(some)) {
        text.append(some, 0, read);
      }
      return text.toString();
    }
  }

  /**
   * A reader of the text, for long ones; it gives what is before a fault, and then throws {@link
   * NotUtf8Exception}.
   *
   * @throws IOException if the file cannot be opened
   */
  public static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(new Strict(Files.newInputStream(file)));
  }

  /** What is the matter with a file, in a few words, for the person who named it. */
  public static String problem(Path file, IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no file " + file;
      case AccessDeniedException _ -> file + " may not be read";
      case NotUtf8Exception notUtf8 ->
          "%s: %s; save it as UTF-8".formatted(file, notUtf8.getMessage());
      default -> Files.isDirectory(file) ? file + " is a folder" : "cannot read " + file;
    };
  }

  private static final class Strict extends Reader {

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES_AT_ONCE).flip();
    private boolean atEnd;
    private boolean begun;
    private long line = 1;

    Strict(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
      if (length < 2) {
        throw new IllegalArgumentException("characters beyond U+FFFF take two");
      }
      while (true) {
        CharBuffer chars = CharBuffer.wrap(target, from, length);
        CoderResult result = decoder.decode(bytes, chars, atEnd);
        int read = withoutMark(target, from, chars.position() - from);
        if (read > 0) {
          count(target, from, read);
          return read;
        }
        if (result.isError()) {
          throw new NotUtf8Exception(line);
        }
        if (atEnd && !bytes.hasRemaining()) {
          return -1;
        }
        fill();
      }
    }

    private int withoutMark(char[] target, int from, int read) {
      if (begun || read == 0) {
        return read;
      }
      begun = true;
      if (target[from] != BYTE_ORDER_MARK) {
        return read;
      }
      System.arraycopy(target, from + 1, target, from, read - 1);
      return read - 1;
    }

    private void count(char[] target, int from, int read) {
      for (int i = from; i < from + read; i++) {
        if (target[i] == '\n') {
          line++;
        }
      }
    }

    private void fill() throws IOException {
      bytes.compact();
      int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      atEnd = read < 0;
      bytes.position(bytes.position() + Math.max(0, read)).flip();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
