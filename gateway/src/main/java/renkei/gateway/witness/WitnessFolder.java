package renkei.gateway.witness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.gateway.files.DurableFiles;

/**
 * The files of the witness in the data folder: what it saw last, what it found, and what somebody
 * decided about that.
 */
record WitnessFolder(Path data) {

  private static final Logger log = LoggerFactory.getLogger(WitnessFolder.class);

  /** What a file says. */
  sealed interface Reading<T> {

    /** There is no file. */
    record Nothing<T>() implements Reading<T> {}

    /** There is one, and it cannot be read. */
    record Unreadable<T>() implements Reading<T> {}

    /** What it says. */
    record Read<T>(T content) implements Reading<T> {}
  }

  Reading<Testimony> testimony() {
    return read("witness", Testimony::of);
  }

  void keep(Testimony testimony) {
    write("witness", testimony.json());
  }

  Optional<Finding> finding() {
    return content(read("witness.finding", Finding::of));
  }

  void tell(Finding finding) {
    write("witness.finding", finding.json());
  }

  Optional<Decision> decision() {
    return content(read("witness.decision", Decision::of));
  }

  void decide(Decision decision) {
    write("witness.decision", decision.json());
  }

  /** After a decision, or when there is nothing to decide any more. */
  void close() {
    DurableFiles.remove(data.resolve("witness.decision"));
    DurableFiles.remove(data.resolve("witness.finding"));
  }

  /** There is a new database, and the witness begins anew. */
  void forget() {
    DurableFiles.remove(data.resolve("witness"));
    close();
  }

  private void write(String name, JsonObject content) {
    DurableFiles.write(data.resolve(name), (content + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static <T> Optional<T> content(Reading<T> reading) {
    return reading instanceof Reading.Read<T>(T content) ? Optional.of(content) : Optional.empty();
  }

  private <T> Reading<T> read(String name, Function<JsonObject, T> form) {
    Path file = data.resolve(name);
    if (!Files.exists(file)) {
      return new Reading.Nothing<>();
    }
    try (JsonReader reader = Json.createReader(new StringReader(Files.readString(file)))) {
      return new Reading.Read<>(form.apply(reader.readObject()));
    } catch (IOException | RuntimeException e) {
      log.warn("{} cannot be read", file, e);
      return new Reading.Unreadable<>();
    }
  }
}
