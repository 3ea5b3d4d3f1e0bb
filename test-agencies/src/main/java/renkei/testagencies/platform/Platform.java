package renkei.testagencies.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.world.World;

/**
 * A platform in a process of its own, started as everybody starts it, {@code ./renkei serve}, on a
 * data folder of its own, with free ports that stay the same from start to start. The process ends
 * with this object, and when this JVM ends. Not thread-safe.
 */
public final class Platform implements AutoCloseable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);

  private final Path home;
  private final Path folder;
  private final RunFolder taken;
  private final int worldPort;
  private final Thread onExit;
  private @Nullable Process process;

  private Platform(Path home, Path folder, RunFolder taken, int worldPort) {
    this.home = home;
    this.folder = folder;
    this.taken = taken;
    this.worldPort = worldPort;
    onExit = Thread.ofPlatform().name("stop-platform").unstarted(this::end);
  }

  /**
   * Prepares a platform in a folder that nobody else uses: what an earlier run left there is
   * stopped and removed, then there are its configuration, and free ports.
   *
   * @param home the project's folder
   * @param folder becomes the platform's: {@code data}, {@code serve.log}, {@code
   *     renkei.properties}
   * @param extra further configuration keys
   * @throws IllegalStateException if another run has that folder
   * @throws IllegalArgumentException if the folder holds something else than an earlier run
   */
  public static Platform prepare(Path home, Path folder, Map<String, String> extra) {
    RunFolder taken = RunFolder.take(folder);
    int[] ports = freePorts(4);
    Platform platform = new Platform(home, folder, taken, ports[0]);
    Properties properties = new Properties();
    properties.setProperty("data", platform.data().toString());
    properties.setProperty("door.national.port", String.valueOf(ports[1]));
    properties.setProperty("door.local.port", String.valueOf(ports[2]));
    properties.setProperty("door.operator.port", String.valueOf(ports[3]));
    properties.setProperty("hazelcast.port", "0");
    String world = "https://127.0.0.1:" + ports[0];
    properties.setProperty("route.core", world + World.CORE);
    properties.setProperty("route.agencies", world + World.AGENCIES);
    extra.forEach(properties::setProperty);
    try {
      try (Writer out = Files.newBufferedWriter(platform.configuration())) {
        properties.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + platform.configuration(), e);
    }
    Runtime.getRuntime().addShutdownHook(platform.onExit);
    return platform;
  }

  /** Its data folder. */
  public Path data() {
    return folder.resolve("data");
  }

  /** What it writes to its console. */
  public Path log() {
    return folder.resolve("serve.log");
  }

  /** Where the world must listen for it. */
  public int worldPort() {
    return worldPort;
  }

  /**
   * As below, and nobody is told what is awaited.
   *
   * @throws IllegalStateException as below
   */
  public Doors start() throws InterruptedException {
    return start(Progress.silent());
  }

  /**
   * Starts the process and waits until it takes calls, as long as there is any progress.
   *
   * @param progress is told what is awaited
   * @throws IllegalStateException if it ends, or nothing moves any more, with the end of its log
   */
  public Doors start(Progress progress) throws InterruptedException {
    try {
      // A file left by a killed process would speak of that one.
      Files.deleteIfExists(data().resolve(Doors.FILE));
      ProcessBuilder builder =
          new ProcessBuilder(
              home.resolve("renkei").toString(), "serve", "--config", configuration().toString());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      // As it is: a rebuild would take the ground from under this very process.
      builder.environment().put("RENKEI_AS_BUILT", "1");
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      Process started = builder.start();
      process = started;
      new Start(started, data().resolve(Doors.FILE), log()).await(progress);
      return Doors.read(data());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the platform", e);
    }
  }

  /** The operating system's id of the process. */
  public long pid() {
    return running().pid();
  }

  /** Kills the process at once, as a power cut of its machine would; its database lives on. */
  public void kill() throws InterruptedException {
    Process victim = running();
    victim.destroyForcibly();
    if (!victim.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + victim.pid() + " cannot be killed");
    }
  }

  /** Stops the process as an operator does; does nothing if it does not run. */
  @Override
  public void close() {
    end();
    taken.close();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException _) {
      // This is the shutdown.
    }
  }

  private synchronized void end() {
    Process running = process;
    if (running != null && running.isAlive()) {
      running.destroy();
      try {
        if (!running.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          running.destroyForcibly();
        }
      } catch (InterruptedException _) {
        running.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    Leftovers.stop(data());
  }

  private Process running() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("the platform has not been started");
    }
    return running;
  }

  private Path configuration() {
    return folder.resolve(RunFolder.CONFIGURATION);
  }

  private static int[] freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      int[] ports = new int[count];
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0);
        sockets.add(socket);
        ports[i] = socket.getLocalPort();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("no free ports", e);
    } finally {
      for (ServerSocket socket : sockets) {
        try {
          socket.close();
        } catch (IOException _) {
          // The port stays taken, and the platform will say so.
        }
      }
    }
  }
}
