package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FirstStepsTest {

  @Test
  void aFolderIsQuotedForAShell() {
    assertThat(FirstSteps.after(Path.of("/srv/連携 it's")))
        .contains("\n./renkei world --data '/srv/連携 it'\\''s'\n")
        .contains("\n./renkei world people --data '/srv/連携 it'\\''s'\n");
  }
}
