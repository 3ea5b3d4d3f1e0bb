package renkei.broker.assembly;

import static renkei.codebook.testing.SampleAgencies.KITA;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import renkei.broker.Acceptance;
import renkei.broker.BrokerDatabase;
import renkei.broker.BrokerSettings;
import renkei.broker.message.InboundMessage;
import renkei.codebook.Lane;
import renkei.codebook.testing.Await;

/**
 * Measures the broker's own share of a provision, with fakes around it: CPU of this JVM from a
 * message at the door to its delivered answer. Not a test: {@code java
 * renkei.broker.assembly.BrokerLoad [rounds] [provisions] [at once]}.
 */
final class BrokerLoad {

  private BrokerLoad() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int provisions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3000;
    int inline =
        arguments.length > 2 ? Integer.parseInt(arguments[2]) : BrokerSettings.defaults().inline();
    Path journal = Files.createTempDirectory("renkei-load");
    try (TestWorld world =
        new TestWorld(BrokerDatabase.fresh(), journal, TestWorld.settings(inline))) {
      world.broker.start();
      for (int round = 1; round <= rounds; round++) {
        measure(world, round, provisions);
      }
    }
    System.exit(0);
  }

  private static void measure(TestWorld world, int round, int provisions) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    List<InboundMessage> messages = new ArrayList<>();
    for (int i = 0; i < provisions; i++) {
      InboundMessage model = world.asks(world.permit(Lane.ROUTINE), i % 9000);
      messages.add(model);
    }
    long before = world.network.messages.size();
    long cpu = system.getProcessCpuTime();
    long begin = System.nanoTime();
    List<Callable<Integer>> senders = new ArrayList<>();
    int threads = 16;
    for (int t = 0; t < threads; t++) {
      int first = t;
      senders.add(
          () -> {
            for (int i = first; i < provisions; i += threads) {
              Acceptance _ = world.broker.accept(messages.get(i));
            }
            return 0;
          });
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> future : executor.invokeAll(senders)) {
        int _ = future.get();
      }
    }
    double accepted = (System.nanoTime() - begin) / 1e9;
    Await.until("all are answered", () -> world.network.messages.size() - before == provisions);
    double seconds = (System.nanoTime() - begin) / 1e9;
    double micros = (system.getProcessCpuTime() - cpu) / 1e3 / provisions;
    System.out.printf(
        Locale.ROOT,
        "round %d: %d provisions, %.0f/s (accepted %.0f/s), %.0f us CPU each%n",
        round,
        provisions,
        provisions / seconds,
        provisions / accepted,
        micros);
    int _ = world.database.inTenant(KITA, _ -> 0);
    world.broker.lookAfter(Duration.ofSeconds(5));
  }
}
