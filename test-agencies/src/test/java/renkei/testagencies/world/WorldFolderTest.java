package renkei.testagencies.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.testagencies.vocabulary.TenantId;

class WorldFolderTest {

  private static final List<TenantId> TENANTS = List.of(new TenantId("990019"));

  @TempDir Path data;

  @Test
  void aWorldThatIsStartedAgainHasTheSamePeople() {
    new WorldFolder(data).settle(new People.FromSeed(7, 40));

    assertThat(new WorldFolder(data).population(TENANTS))
        .isEqualTo(WorldFolder.population(new People.FromSeed(7, 40), TENANTS));
  }

  @Test
  void othersDoNotMoveInWhereSomebodyLives() {
    WorldFolder folder = new WorldFolder(data);
    folder.settle(new People.FromSeed(7, 40));

    assertThatThrownBy(() -> folder.settle(new People.FromSeed(8, 40)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("other people live in");
    folder.settle(new People.FromSeed(7, 40));
  }

  @Test
  void peopleOfAFileStayWhenTheFileGoes() throws IOException {
    Path file = data.resolve("mine.jsonl");
    Files.writeString(
        file,
        "{\"tenant\":\"990019\",\"addresseeNumber\":\"000000000000123\",\"resident\":\"S-10000001\","
            + "\"name\":\"試験　例子\",\"kana\":\"シケン　レイコ\",\"birth\":\"1980-05-06\",\"sex\":\"2\","
            + "\"address\":\"試験県見本市一丁目\"}\n");
    new WorldFolder(data).settle(new People.FromFile(file));
    Files.delete(file);

    assertThat(new WorldFolder(data).population(TENANTS).town(TENANTS.getFirst()).ordinary())
        .hasSize(1);
  }

  @Test
  void nobodyLivesInAFolderOfWhichNoWorldHeard() {
    assertThat(new WorldFolder(data).people()).isEmpty();
  }
}
