package renkei.gateway.postgres;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.BoundedWait;
import renkei.gateway.files.DurableFiles;
import renkei.gateway.files.IoCall;
import renkei.signing.SecretFile;

/**
 * PostgreSQL's data folder with its settings and the superuser's password.
 *
 * @param folder holds everything of the database
 */
record Cluster(Path folder, Programs programs) {

  private static final Logger log = LoggerFactory.getLogger(Cluster.class);

  static final String SUPERUSER = "postgres";

  /**
   * Small machines are the rule for the embedded database: two cores shared with the platform.
   * Errors of statements stay out of the log altogether, for their messages quote values; what the
   * server says of itself (level LOG) stays in, without statements, parameters and details. After a
   * crash it ends instead of restarting itself: one supervisor, not two.
   */
  private static final String SETTINGS =
      """
      # Written by Renkei at every start; changes made here are lost.
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      max_connections = 60
      password_encryption = scram-sha-256

      fsync = on
      synchronous_commit = on
      full_page_writes = on
      wal_compression = on
      max_wal_size = 2GB
      min_wal_size = 256MB
      checkpoint_timeout = 15min
      restart_after_crash = off

      shared_buffers = 256MB
      effective_cache_size = 1GB
      work_mem = 8MB
      maintenance_work_mem = 128MB
      random_page_cost = 1.1
      jit = off
      max_parallel_workers_per_gather = 0
      autovacuum_max_workers = 2
      autovacuum_naptime = 30s
      idle_in_transaction_session_timeout = 60s

      timezone = 'UTC'
      log_timezone = 'UTC'
      logging_collector = on
      log_directory = '../log'
      log_filename = 'postgres-%a.log'
      log_truncate_on_rotation = on
      log_rotation_age = 1d
      log_rotation_size = 0
      log_checkpoints = off
      log_min_messages = log
      log_error_verbosity = terse
      log_min_error_statement = panic
      log_parameter_max_length = 0
      log_parameter_max_length_on_error = 0
      """;

  /**
   * The data of {@code folder}, made now if that is allowed.
   *
   * @throws DatabaseMissingException if it is not
   * @throws IllegalArgumentException if others than its owner may read the password
   */
  static Cluster in(Path folder, Programs programs, NewDatabase wish) {
    refuse(folder, wish);
    Cluster cluster = new Cluster(folder, programs);
    SecretFile.refuseIfShared(cluster.passwordFile());
    SecretFile.refuseIfShared(cluster.passwordDraft());
    DurableFiles.makeFolder(folder.resolve("log"));
    if (!holdsData(folder)) {
      cluster.initialise();
    }
    cluster.givePasswordItsName();
    DurableFiles.write(
        cluster.data().resolve("renkei.conf"), SETTINGS.getBytes(StandardCharsets.UTF_8));
    return cluster;
  }

  /** Whether a database was made in {@code folder} and is there. */
  static boolean holdsData(Path folder) {
    return Files.exists(data(folder).resolve("PG_VERSION"));
  }

  /**
   * @throws DatabaseMissingException if there is no database and none may be made, or there is one
   *     and somebody wants a new one
   */
  static void refuse(Path folder, NewDatabase wish) {
    boolean there = holdsData(folder);
    switch (wish) {
      case IN_A_NEW_FOLDER -> {
        if (!there && (Files.exists(password(folder)) || holdsSomething(data(folder)))) {
          throw DatabaseMissingException.in(data(folder));
        }
      }
      case REFUSED -> {
        if (!there) {
          throw DatabaseMissingException.in(data(folder));
        }
      }
      case WANTED -> {
        if (there || holdsSomething(data(folder))) {
          throw DatabaseMissingException.notMissing(data(folder));
        }
      }
    }
  }

  private static boolean holdsSomething(Path path) {
    return Files.isDirectory(path)
        && IoCall.get(
            "cannot read " + path,
            () -> {
              try (Stream<Path> files = Files.list(path)) {
                return files.findAny().isPresent();
              }
            });
  }

  Path data() {
    return data(folder);
  }

  /** Where a cluster in {@code folder} keeps, or would keep, its data. */
  static Path data(Path folder) {
    return folder.resolve("data");
  }

  /** What PostgreSQL says before its own log is open. */
  Path startLog() {
    return folder.resolve("log").resolve("start.log");
  }

  String password() {
    return SecretFile.text(passwordFile());
  }

  /**
   * Data comes into being under another name; only complete data gets the name of data, and only
   * then the password its own: a password without data tells of data that is gone.
   */
  private void initialise() {
    log.info("making an empty database");
    if (!Files.exists(passwordFile()) && !Files.exists(passwordDraft())) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      DurableFiles.write(
          passwordDraft(), HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII));
    }
    Path password = Files.exists(passwordFile()) ? passwordFile() : passwordDraft();
    Path draft = folder.resolve("data.draft");
    DurableFiles.remove(draft);
    run(
        List.of(
            programs.program("initdb").toString(),
            "--pgdata=" + draft,
            "--username=" + SUPERUSER,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions"));
    Path settings = draft.resolve("postgresql.conf");
    String usual = IoCall.get("cannot read " + settings, () -> Files.readString(settings));
    DurableFiles.write(
        settings,
        (usual + "\ninclude_if_exists = 'renkei.conf'\n").getBytes(StandardCharsets.UTF_8));
    DurableFiles.rename(draft, data());
  }

  private void run(List<String> command) {
    Process process =
        IoCall.get("cannot run initdb", Processes.prepare(command, startLog())::start);
    if (!endsInTime(process)) {
      throw new IllegalStateException(
          Thread.currentThread().isInterrupted()
              ? "interrupted while making the database"
              : "initdb did not end within two minutes");
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("initdb failed:\n" + EmbeddedPostgres.lastLines(startLog()));
    }
  }

  /** Ends it otherwise, and if the thread is interrupted. */
  private static boolean endsInTime(Process process) {
    boolean ended = BoundedWait.reached(() -> process.waitFor(2, TimeUnit.MINUTES));
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    return ended;
  }

  private void givePasswordItsName() {
    if (!Files.exists(passwordFile()) && Files.exists(passwordDraft())) {
      DurableFiles.rename(passwordDraft(), passwordFile());
    }
  }

  private Path passwordFile() {
    return password(folder);
  }

  private static Path password(Path folder) {
    return folder.resolve("password");
  }

  private Path passwordDraft() {
    return folder.resolve("password.draft");
  }
}
