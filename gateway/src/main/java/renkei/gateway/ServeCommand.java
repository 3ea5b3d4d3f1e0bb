package renkei.gateway;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.cxf.common.logging.LogUtils;
import org.apache.cxf.common.logging.Slf4jLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renkei.codebook.concurrent.BoundedWait;
import renkei.gateway.cli.Version;
import renkei.gateway.config.BadConfigurationException;
import renkei.gateway.config.Configuration;
import renkei.gateway.config.Settings;
import renkei.gateway.postgres.NewDatabase;

/** Runs the platform until it is told to stop (SIGTERM, SIGINT). */
@Command(
    name = "serve",
    description = {
      "Start the platform with everything it needs, until SIGTERM or Ctrl-C.",
      "Exit code 1: a part cannot be started; 2: the call, the configuration or a key file is"
          + " wrong; 143: stopped by SIGTERM; 130: by Ctrl-C.",
      "docs/operations.md explains configuration, keys and watching."
    },
    version = Version.TEXT,
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  /** How long a stop waits for the rest of a start; longer than a silent server is listened to. */
  private static final Duration START_LEFT = Duration.ofSeconds(40);

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

  @Option(
      names = "--new-database",
      description = {
        "Make an empty database although there was one in the folder",
        "and it is gone: for one start, and only if nothing is to be restored."
      })
  private boolean newDatabase;

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
    return run(configuration);
  }

  /**
   * A signal may come in the middle of the start: then the start is interrupted, and whatever it
   * has started by then is stopped as always.
   */
  private int run(Configuration configuration) throws InterruptedException {
    FutureTask<Gateway> start =
        new FutureTask<>(() -> Gateway.start(configuration, wish(), Clock.systemUTC()));
    Thread starter = Thread.ofPlatform().name("start").unstarted(start);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread stop =
        Thread.ofPlatform()
            .name("stop")
            .unstarted(
                () -> {
                  stop(start, starter);
                  stopped.countDown();
                });
    Runtime.getRuntime().addShutdownHook(stop);
    starter.start();
    try {
      var _ = start.get();
      sayHowToGoOn(configuration);
    } catch (ExecutionException e) {
      // A start that was interrupted by a stop has not failed, however soon the stop was over.
      return stop.getState() == Thread.State.NEW
          ? failed(Objects.requireNonNullElse(e.getCause(), e))
          : FAILED;
    }
    stopped.await();
    return 0;
  }

  private NewDatabase wish() {
    return newDatabase ? NewDatabase.WANTED : NewDatabase.IN_A_NEW_FOLDER;
  }

  /** For whoever tries it out; a platform with keys of its own needs no advice. */
  private void sayHowToGoOn(Configuration configuration) {
    if (configuration.keys().demonstration()) {
      say(FirstSteps.after(configuration.data()));
    }
  }

  private static void stop(FutureTask<Gateway> start, Thread starter) {
    starter.interrupt();
    if (!BoundedWait.reached(() -> starter.join(START_LEFT))) {
      log.warn("the start was still waiting for something after {}", START_LEFT);
      return;
    }
    if (start.state() == Future.State.SUCCESS) {
      start.resultNow().close();
    }
  }

  private int failed(Throwable cause) {
    if (cause instanceof BadConfigurationException) {
      say(cause.getMessage());
      return WRONG;
    }
    log.error("start failed", cause);
    say("Renkei did not start: " + cause.getMessage());
    return FAILED;
  }

  /** What third parties take from system properties only. */
  private static void setPropertiesOfThirdParties() {
    // The JDK's HTTP client keeps this many idle connections to one address; a new one costs a
    // handshake on both sides.
    System.setProperty("http.maxConnections", "128");
    haveCarriersToSpare();
    System.setProperty("hazelcast.logging.type", "slf4j");
    // We stop the cluster member ourselves, after the work that needs it.
    System.setProperty("hazelcast.shutdownhook.enabled", "false");
    LogUtils.setLoggerClass(Slf4jLogger.class);
  }

  /**
   * A virtual thread that begins waits until some carrier has nothing else to do, and with the
   * JDK's one carrier for each processor there always is something under load: a request at the
   * counter would wait for seconds. Among several, the system divides the processors more justly.
   */
  private static void haveCarriersToSpare() {
    if (System.getProperty("jdk.virtualThreadScheduler.parallelism") == null) {
      int carriers = 4 * Runtime.getRuntime().availableProcessors();
      System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(carriers));
    }
  }

  private Configuration configuration() {
    Settings settings = config == null ? Settings.none() : Settings.read(config);
    if (data != null) {
      settings = settings.with("data", data.toAbsolutePath().toString());
    }
    return Configuration.from(settings, Configuration.usualData());
  }

  private void say(@Nullable String sentence) {
    if (spec != null) {
      spec.commandLine().getErr().println(sentence);
    }
  }
}
