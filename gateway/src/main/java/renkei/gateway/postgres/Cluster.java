package renkei.gateway.postgres;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.BoundedWait;
import renkei.gateway.files.DurableFiles;
import renkei.gateway.files.IoCall;

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
   * server says of itself (level LOG) stays in, without statements, parameters and details.
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

  /** The data of {@code folder}, made now if there is none. */
  static Cluster in(Path folder, Programs programs) {
    Cluster cluster = new Cluster(folder, programs);
    DurableFiles.makeFolder(folder.resolve("log"));
    if (!Files.isDirectory(cluster.data())) {
      cluster.initialise();
    }
    DurableFiles.write(
        cluster.data().resolve("renkei.conf"), SETTINGS.getBytes(StandardCharsets.UTF_8));
    return cluster;
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
    return IoCall.get(
        "cannot read " + passwordFile(),
        () -> Files.readString(passwordFile(), StandardCharsets.US_ASCII));
  }

  /** Data comes into being under another name; only complete data gets the name of data. */
  private void initialise() {
    log.info("making an empty database");
    if (!Files.exists(passwordFile())) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      DurableFiles.write(
          passwordFile(), HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII));
    }
    Path draft = folder.resolve("data.draft");
    DurableFiles.remove(draft);
    run(
        List.of(
            programs.program("initdb").toString(),
            "--pgdata=" + draft,
            "--username=" + SUPERUSER,
            "--pwfile=" + passwordFile(),
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

  private Path passwordFile() {
    return folder.resolve("password");
  }
}
