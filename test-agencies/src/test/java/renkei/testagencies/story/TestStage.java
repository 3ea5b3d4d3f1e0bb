package renkei.testagencies.story;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import renkei.testagencies.platform.Platform;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.world.People;

/** A stage for one test: the packaged gateway in a process of its own, data below target. */
final class TestStage {

  private static final long SEED = 42;

  private TestStage() {}

  static Stage set(String name, int residents, Map<String, String> configuration)
      throws InterruptedException {
    Path module = Path.of("").toAbsolutePath();
    Path folder = module.resolve("target").resolve("end-to-end").resolve(name);
    Platform platform = Platform.prepare(module.resolve("..").normalize(), folder, configuration);
    try {
      return Stage.set(
          platform, new People.FromSeed(SEED, residents), Progress.silent(), Clock.systemUTC());
    } catch (RuntimeException | InterruptedException e) {
      platform.close();
      throw e;
    }
  }
}
