package renkei.gateway;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyDirectory;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.postgres.PostgresTenantStore;
import renkei.tenantstore.record.ExchangeRecord;
import renkei.tenantstore.record.ExchangeRecords;
import renkei.tenantstore.record.RecordProof;
import renkei.tenantstore.record.SignedHead;

/** A tree of one tenant to measure with: some records, each about a person of its own. */
final class ProofTree {

  private final Database database;
  private final PostgresTenantStore store;
  private final TenantId tenant;
  private final AgencyCode agency;
  private final Clock clock;
  private final List<RecordId> ids = new ArrayList<>();
  private final AlgorithmTable algorithms = AlgorithmTable.standard();

  ProofTree(Database database, PostgresTenantStore store, AgencyDirectory directory, Clock clock) {
    this.database = database;
    this.store = store;
    this.tenant = directory.tenants().iterator().next();
    this.agency = directory.agencies().iterator().next().code();
    this.clock = clock;
  }

  /** Records and seals one: the numbers go up from 0. */
  void record(int number) {
    inTransaction(
        records -> {
          boolean _ = records.append(exchange(number));
        });
    Optional<SignedHead> _ = store.sealer(algorithms).seal(tenant);
    ids.add(database.inTenant(tenant, tx -> found(store.records(tx), number)).id());
  }

  private Exchange exchange(int number) {
    InquiryId inquiry = new InquiryId(new UUID(0, number));
    return new Exchange(
        Role.PROVIDER,
        ExchangeId.onlyOneOf(inquiry),
        inquiry,
        Optional.of(new PermitId(new UUID(1, number))),
        agency,
        agency,
        new Exchange.Asked(
            Purpose.LINKAGE,
            Optional.empty(),
            new ProcedureCode("JT00000000000001"),
            new InformationCode("TM00000000000001")),
        Optional.of(person(number)),
        Exchange.Handling.UNKNOWN,
        Exchange.Told.of(Outcome.PROVIDED, Optional.empty(), clock.instant()));
  }

  private static AddresseeNumber person(int number) {
    return AddresseeNumber.padded("BENCH%d".formatted(number));
  }

  /** Adds leaves of no record. */
  void plant(int leaves) {
    boolean _ =
        database.inTenant(
            tenant,
            tx -> {
              store.plant(tx, algorithms, leaves);
              return true;
            });
  }

  long size() {
    return database
        .inTenant(tenant, tx -> store.records(tx).head())
        .map(SignedHead::size)
        .orElse(0L);
  }

  void read(int number) {
    inTransaction(
        records -> {
          ExchangeRecord _ = found(records, number);
        });
  }

  void prove(int number) {
    inTransaction(
        records -> {
          RecordProof _ = records.prove(ids.get(number)).orElseThrow();
        });
  }

  private static ExchangeRecord found(ExchangeRecords records, int number) {
    return records.history(person(number), 1).getFirst();
  }

  private void inTransaction(Consumer<ExchangeRecords> work) {
    boolean _ =
        database.inTenant(
            tenant,
            tx -> {
              work.accept(store.records(tx));
              return true;
            });
  }
}
