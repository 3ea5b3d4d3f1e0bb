package renkei.gateway.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import renkei.gateway.testing.ForeignTool;

/**
 * What the local door publishes of itself, looked at by the linters people have: not a warning. A
 * document without operation ids shows that they do look.
 */
@Tag("long")
@Timeout(600)
class OpenApiLintersTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static String published = "";

  @TempDir private Path scratch;

  @BeforeAll
  static void readWhatIsPublished() {
    try (LocalBench bench = new LocalBench()) {
      published = bench.backend.send("GET", "/openapi.yaml", "", new byte[0]).body();
    }
  }

  @Test
  void redoclyFindsNothing() {
    // The last one for Node 18, which Debian 12 has.
    Path modules = ForeignTool.npm("redocly", "@redocly/cli@1.34.20");

    findsNothing(
        List.of(
            "env",
            "REDOCLY_TELEMETRY=off",
            "REDOCLY_SUPPRESS_UPDATE_NOTICE=true",
            "node",
            modules.resolve(".bin").resolve("redocly").toString(),
            "lint",
            "--extends=recommended-strict"));
  }

  @Test
  void spectralFindsNothing() {
    Path modules = ForeignTool.npm("spectral", "@stoplight/spectral-cli@6.16.3");

    findsNothing(
        List.of(
            "node",
            modules.resolve(".bin").resolve("spectral").toString(),
            "lint",
            "--fail-severity=hint",
            "--ruleset=" + file("rules.yaml", "extends: [\"spectral:oas\"]")));
  }

  private void findsNothing(List<String> linter) {
    ForeignTool.Ran ran = look(linter, published);
    ForeignTool.Ran nameless =
        look(linter, published.replaceAll("(?m)^ +operationId: [^\\n]*\\n", ""));

    assertThat(ran.exit()).as(ran.out()).isZero();
    assertThat(nameless.exit()).as(nameless.out()).isNotZero();
    assertThat(nameless.out()).containsIgnoringCase("operationId");
  }

  private ForeignTool.Ran look(List<String> linter, String document) {
    List<String> command = new ArrayList<>(linter);
    command.add(file("openapi.yaml", document).toString());
    return ForeignTool.run(scratch, PATIENCE, command);
  }

  private Path file(String name, String text) {
    try {
      return Files.writeString(scratch.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
