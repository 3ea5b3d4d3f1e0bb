package renkei.gateway;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.cxf.common.logging.LogUtils;
import org.apache.cxf.common.logging.Slf4jLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the platform until it is told to stop (SIGTERM, SIGINT). */
@Command(
    name = "serve",
    description = "Start the platform with everything it needs.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);
  private static final int FAILED = 1;
  private static final int WRONG = 2;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of all data (default: data/serve in the project).")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration file (Java properties, UTF-8).")
  private @Nullable Path config;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration;
    try {
      configuration = configuration();
    } catch (BadConfigurationException e) {
      say(e.getMessage());
      return WRONG;
    }
    setPropertiesOfThirdParties();
    CountDownLatch stopped = new CountDownLatch(1);
    Gateway gateway;
    try {
      gateway = Gateway.start(configuration, Clock.systemUTC());
    } catch (BadConfigurationException e) {
      say(e.getMessage());
      return WRONG;
    } catch (RuntimeException e) {
      log.error("start failed", e);
      say("Renkei did not start: " + e.getMessage());
      return FAILED;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      gateway.close();
                      stopped.countDown();
                    }));
    stopped.await();
    return 0;
  }

  /** What third parties take from system properties only. */
  private static void setPropertiesOfThirdParties() {
    // The JDK's HTTP client keeps this many idle connections to one address; a new one costs a
    // handshake on both sides.
    System.setProperty("http.maxConnections", "128");
    System.setProperty("hazelcast.logging.type", "slf4j");
    // We stop the cluster member ourselves, after the work that needs it.
    System.setProperty("hazelcast.shutdownhook.enabled", "false");
    LogUtils.setLoggerClass(Slf4jLogger.class);
  }

  private Configuration configuration() {
    Settings settings = config == null ? Settings.none() : Settings.read(config);
    if (data != null) {
      settings = settings.with("data", data.toAbsolutePath().toString());
    }
    Path home = Path.of(System.getProperty("renkei.home", ""));
    return Configuration.from(settings, home.resolve("data").resolve("serve"));
  }

  private void say(@Nullable String sentence) {
    if (spec != null) {
      spec.commandLine().getErr().println(sentence);
    }
  }
}
