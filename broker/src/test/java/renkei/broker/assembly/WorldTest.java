package renkei.broker.assembly;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import renkei.broker.BrokerDatabase;
import renkei.broker.OwnDatabase;
import renkei.codebook.database.Database;

/** Tests of a whole broker, each in a world of its own. */
@ExtendWith(OwnDatabase.class)
abstract class WorldTest {

  @TempDir Path directory;
  TestWorld world;

  @BeforeEach
  final void open(BrokerDatabase database) {
    Path journal = directory.resolve("artemis");
    world = new TestWorld(database, connect(database), journal, TestWorld.settings(inline()));
  }

  /** How many messages may be processed at the door. */
  int inline() {
    return 0;
  }

  Database connect(BrokerDatabase database) {
    return database.open();
  }

  @AfterEach
  final void close() {
    world.close();
  }
}
