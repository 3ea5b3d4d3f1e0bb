package renkei.testagencies.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir Path root;

  @Test
  void makesAFolderThatIsNotThere() throws IOException {
    Path folder = root.resolve("new").resolve("folder");

    RunFolder.take(folder).close();

    assertThat(names(folder)).containsExactly("run.lock");
  }

  @Test
  void emptiesTheFolderOfAnEarlierRun() throws IOException {
    RunFolder.take(root).close();
    fill(root);

    RunFolder.take(root).close();

    assertThat(names(root)).containsExactly("run.lock");
  }

  @Test
  void leavesAPlatformAloneThatNoRunMade() throws IOException {
    fill(root);

    assertRefusesAndLeaves(root);
  }

  @Test
  void leavesAPlatformAloneThatASymbolicLinkLeadsTo() throws IOException {
    Path platform = Files.createDirectory(root.resolve("platform"));
    fill(platform);
    Path link = Files.createSymbolicLink(root.resolve("link"), platform);

    assertRefusesAndLeaves(link);
  }

  @Test
  void leavesAFolderAloneWhoseLockIsSomebodyElses() throws IOException {
    Files.createFile(root.resolve("run.lock"));
    Files.createFile(root.resolve("letter.txt"));

    assertRefusesAndLeaves(root);
  }

  @Test
  void givesAFolderToOneRunAtATime() throws IOException {
    RunFolder first = RunFolder.take(root);
    fill(root);
    List<String> before = names(root);

    assertThatThrownBy(() -> RunFolder.take(root))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another run is at work in " + root);
    assertThat(names(root)).isEqualTo(before);

    first.close();
    RunFolder.take(root).close();
    assertThat(names(root)).containsExactly("run.lock");
  }

  private static void assertRefusesAndLeaves(Path folder) throws IOException {
    List<String> before = names(folder);

    assertThatThrownBy(() -> RunFolder.take(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("name another folder with --data");

    assertThat(names(folder)).isEqualTo(before);
  }

  private static void fill(Path folder) throws IOException {
    Files.writeString(folder.resolve("renkei.properties"), "data=data");
    Path database = Files.createDirectories(folder.resolve("data").resolve("postgres"));
    Files.writeString(database.resolve("PG_VERSION"), "18");
  }

  private static List<String> names(Path folder) throws IOException {
    Path real = folder.toRealPath();
    try (Stream<Path> all = Files.walk(real)) {
      return all.filter(path -> !path.equals(real))
          .map(path -> real.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
