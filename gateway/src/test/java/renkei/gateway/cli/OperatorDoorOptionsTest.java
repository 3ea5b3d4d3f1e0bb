package renkei.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import renkei.gateway.config.DirectoryFile;
import renkei.gateway.pki.OwnKeys;
import renkei.gateway.staff.MachineCode;
import renkei.gateway.testing.SecretFiles;

/** Which secrets the verbs for operators take from files. */
class OperatorDoorOptionsTest {

  @TempDir private Path data;

  @BeforeEach
  void pretendThatAPlatformRuns() throws Exception {
    OwnKeys _ = new OwnKeys(data.resolve("pki"), DirectoryFile.read(Optional.empty()));
    Files.writeString(data.resolve("ready.json"), "{\"operator\":\"https://localhost:1\"}");
  }

  private String wrong(Path file, String... options) throws Exception {
    var _ = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(new OperatorsCommand()).setErr(new PrintWriter(said));
    List<String> all = new ArrayList<>(List.of("list", "--data", data.toString()));
    all.addAll(List.of(options));

    assertThat(line.execute(all.toArray(String[]::new))).isEqualTo(2);
    return said.toString();
  }

  @Test
  void takesNoMachineCodeThatOthersMayRead() throws Exception {
    Path code = SecretFiles.write(data.resolve(MachineCode.FILE), "a code");

    assertThat(wrong(code)).contains("chmod 600 " + code).doesNotContain("a code");
  }

  @Test
  void takesNoPasswordThatOthersMayRead() throws Exception {
    Path password = SecretFiles.write(data.resolve("secret"), "a password");
    Path identity = data.resolve("pki/platform.p12");

    assertThat(
            wrong(
                password,
                "--identity",
                identity.toString(),
                "--identity-password-file",
                password.toString()))
        .contains("chmod 600 " + password)
        .doesNotContain("a password");
  }

  @Test
  void takesNoKeyThatOthersMayRead() throws Exception {
    Path identity = data.resolve("pki/platform.p12");

    assertThat(
            wrong(
                identity,
                "--identity",
                identity.toString(),
                "--identity-password-file",
                data.resolve("pki/password").toString()))
        .contains("chmod 600 " + identity);
  }
}
