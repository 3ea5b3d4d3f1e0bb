package renkei.gateway.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Clock;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Condition;
import renkei.codebook.InformationCode;
import renkei.codebook.JapanTime;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.TenantTransaction;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.replica.Reading;
import renkei.tenantstore.replica.Wanted;

/** What it costs to load the records of a municipality, and to read those of one person. */
public final class RecordBench {

  private static final int FIRST_LOOK = 10_000;
  private static final double MEGABYTE = 1 << 20;

  /** Does by the database alone what the platform does with more. */
  public interface BareReading {

    /** Fetches all rows of a person, and nothing else; returns the bytes of their contents. */
    long read(TenantTransaction tx, AddresseeNumber person, InformationCode information);
  }

  private final Database database;
  private final TenantStore store;
  private final TenantId tenant;
  private final Clock clock;
  private final BenchRecords records;

  /** In this store, in the name of a tenant that has nothing there yet. */
  public RecordBench(
      Database database, TenantStore store, TenantId tenant, Clock clock, BenchRecords records) {
    this.database = database;
    this.store = store;
    this.tenant = tenant;
    this.clock = clock;
    this.records = records;
  }

  /** Looks at the heap at two places of a load; the time that takes is none of the load's. */
  private final class Heap implements BenchRecords.Passing {

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final int first = Math.min(FIRST_LOOK, Math.max(1, records.records() / 2));
    private double early;
    private double late;
    private long nanos;

    @Override
    public void passed(int read) {
      if (read == first) {
        early = look();
      } else if (read == records.records()) {
        late = look();
      }
    }

    /** What is reachable, in MiB. */
    private double look() {
      long begun = System.nanoTime();
      memory.gc();
      double used = memory.getHeapMemoryUsage().getUsed() / MEGABYTE;
      nanos += System.nanoTime() - begun;
      return used;
    }
  }

  /**
   * Loads all records as a door would.
   *
   * @throws IllegalStateException if not all of them are taken
   */
  public BenchFigures load() {
    Heap heap = new Heap();
    long begun = System.nanoTime();
    ImportOutcome outcome =
        store
            .replicaImport(tenant, ReplicaImport.BatchBulkhead.UNBOUNDED)
            .load(
                BenchRecords.INFORMATION,
                BenchRecords.EDITION,
                BenchRecords.load(),
                records.csv(JapanTime.date(clock.instant()), heap));
    double seconds = (System.nanoTime() - begun - heap.nanos) / 1e9;
    if (!(outcome instanceof ImportOutcome.Completed(var receipt))
        || receipt.counts().applied() != records.records()) {
      throw new IllegalStateException("not all records were taken: " + outcome);
    }
    BenchFigures figures = new BenchFigures();
    figures.put("records", records.records());
    figures.put("rowsPerSecond", records.records() / seconds);
    figures.put("heapFirstMb", heap.early);
    figures.put("heapMb", heap.late);
    return figures;
  }

  /**
   * Reads the records of random people, each in a transaction of its own, and in turn with that by
   * the database alone.
   *
   * @param readings how many of each are timed, after as many to warm up
   */
  public BenchFigures read(int readings, AgencyCode inquirer, BareReading bare) {
    RandomGenerator random = new SplittableRandom(records.seed());
    long[] whole = new long[readings];
    long[] alone = new long[readings];
    for (int i = -readings; i < readings; i++) {
      Wanted wanted = wanted(BenchRecords.person(random.nextInt(records.people())), inquirer);
      long begun = System.nanoTime();
      Reading reading = database.inTenant(tenant, tx -> store.replicas(tx).read(wanted));
      long between = System.nanoTime();
      long bytes =
          database.inTenant(
              tenant, tx -> bare.read(tx, wanted.subject(), BenchRecords.INFORMATION));
      long end = System.nanoTime();
      if (!(reading instanceof Reading.Available) || bytes == 0) {
        throw new IllegalStateException("a person has no records: " + reading);
      }
      if (i >= 0) {
        whole[i] = between - begun;
        alone[i] = end - between;
      }
    }
    BenchFigures figures = new BenchFigures();
    figures.put("readMicros", Nanos.median(whole) / 1e3);
    figures.put("bareReadMicros", Nanos.median(alone) / 1e3);
    return figures;
  }

  private static Wanted wanted(AddresseeNumber person, AgencyCode inquirer) {
    return new Wanted(
        new Wanted.Reader.Body(inquirer),
        person,
        BenchRecords.INFORMATION,
        new Wanted.Choice(
            new Condition.FiscalYears(BenchRecords.FIRST_YEAR, BenchRecords.LAST_YEAR),
            Optional.empty(),
            BenchRecords.ITEMS));
  }
}
