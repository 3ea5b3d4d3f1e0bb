package renkei.codebook.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;
import static renkei.codebook.testing.SampleAgencies.DIRECTORY;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.MINAMI;
import static renkei.codebook.testing.SampleAgencies.MINAMI_AGENCY;
import static renkei.codebook.testing.SampleAgencies.addressee;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.PersonCode;
import renkei.codebook.SerialNumber;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;
import renkei.codebook.database.Database;
import renkei.codebook.testing.SampleAgencies;
import renkei.codebook.testing.TestDatabase;
import renkei.codebook.vault.Binding;
import renkei.codebook.vault.CodeRequest;
import renkei.codebook.vault.CodeState;
import renkei.codebook.vault.CodeToBind;
import renkei.codebook.vault.CodeVault;
import renkei.codebook.vault.CodeVaults;
import renkei.codebook.vault.RegistrationCase;

@Timeout(120)
class PostgresCodeVaultTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);
  private static final AddresseeNumber TARO = addressee(1);
  private static final AddresseeNumber HANAKO = addressee(2);

  private static TestDatabase postgres;
  private static Database database;

  private final Random random = new Random(20260601);
  private final CodeVaults vaults =
      PostgresCodebook.codeVaults(DIRECTORY, SampleAgencies::keys, CLOCK, random);
  private final CodeVault kita = new EachCallATransaction(vaults, KITA);
  private final CodeVault minami = new EachCallATransaction(vaults, MINAMI);

  @BeforeAll
  static void start() {
    postgres = TestDatabase.fresh();
    database = postgres.open();
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  @BeforeEach
  void empty() {
    try (Handle handle = postgres.superuser()) {
      handle.execute("TRUNCATE addressee, person_code, registration_case");
    }
  }

  @Test
  void findsThePersonByCodeAndTheCodeByPerson() {
    PersonCode code = newCode();
    SerialNumber serial = request(TARO);

    assertThat(kita.bind(serial, code)).isEqualTo(new Binding.Bound(TARO));

    assertThat(kita.findAddressees(List.of(code))).containsExactly(entry(code, TARO));
    assertThat(kita.findCodes(List.of(TARO))).containsExactly(entry(TARO, code));
    assertThat(kita.state(TARO)).isEqualTo(CodeState.ACTIVE);
  }

  @Test
  void asksForNobodyTwice() {
    SerialNumber serial = request(TARO);

    List<CodeRequest.Issued> again = kita.request(List.of(TARO, HANAKO, TARO)).issued();

    assertThat(again.getFirst().serialNumber()).contains(serial);
    assertThat(again.getLast()).isEqualTo(again.getFirst());
    assertThat(again.get(1).serialNumber()).isPresent().isNotEqualTo(again.get(0).serialNumber());
  }

  @Test
  void asksNoMoreForSomebodyWhoHasACode() {
    bind(TARO, newCode());

    assertThat(kita.request(List.of(TARO)).issued())
        .containsExactly(new CodeRequest.Issued(TARO, CodeState.ACTIVE, Optional.empty()));
  }

  @Test
  void deletesTheSerialNumberOnceMatched() {
    SerialNumber serial = request(TARO);
    PersonCode code = newCode();
    kita.bind(serial, code);

    assertThat(kita.bind(serial, newCode())).isEqualTo(new Binding.UnknownSerialNumber());
    try (Handle handle = postgres.superuser()) {
      assertThat(
              handle
                  .createQuery(
                      "SELECT count(*) FROM addressee WHERE serial_index IS NOT NULL OR serial_box IS NOT NULL")
                  .mapTo(Long.class)
                  .one())
          .isZero();
    }
  }

  @Test
  void takesARepeatedDeliveryAsDone() {
    SerialNumber serial = request(TARO);
    PersonCode code = newCode();
    kita.bind(serial, code);

    assertThat(kita.bind(serial, code)).isEqualTo(new Binding.Repeated());
    assertThat(kita.findAddressees(List.of(code))).containsExactly(entry(code, TARO));
  }

  @Test
  void opensACaseForACodeBoundTwiceAndBindsNothing() {
    PersonCode code = newCode();
    bind(TARO, code);
    SerialNumber second = request(HANAKO);

    Binding binding = kita.bind(second, code);

    assertThat(binding).isInstanceOf(Binding.BoundTwice.class);
    assertThat(kita.findAddressees(List.of(code))).containsExactly(entry(code, TARO));
    assertThat(kita.findCodes(List.of(HANAKO))).isEmpty();
    assertThat(kita.state(HANAKO)).isEqualTo(CodeState.SUSPENDED);
    assertThat(kita.cases())
        .containsExactly(
            new RegistrationCase(
                ((Binding.BoundTwice) binding).caseId(),
                RegistrationCase.Kind.CODE_BOUND_TWICE,
                CLOCK.instant()));
  }

  @Test
  void opensNoSecondCaseWhenTheDeliveryThatOpenedOneIsRepeated() {
    PersonCode code = newCode();
    bind(TARO, code);
    SerialNumber second = request(HANAKO);
    Binding _ = kita.bind(second, code);

    assertThat(kita.bind(second, code)).isEqualTo(new Binding.Repeated());

    assertThat(kita.cases()).hasSize(1);
    assertThat(kita.state(HANAKO)).isEqualTo(CodeState.SUSPENDED);
  }

  @Test
  void bindsAndUnbindsNothingForASerialNumberNeverIssued() {
    PersonCode code = newCode();
    bind(TARO, code);
    SerialNumber pending = request(HANAKO);

    assertThat(kita.bind(SerialNumbers.draw(random), code)).isEqualTo(new Binding.Repeated());

    assertThat(kita.findAddressees(List.of(code))).containsExactly(entry(code, TARO));
    assertThat(request(HANAKO)).isEqualTo(pending);
    assertThat(kita.cases()).isEmpty();
  }

  @Test
  void opensACaseForACodeThatComesTwiceInOneDelivery() {
    PersonCode code = newCode();
    List<CodeToBind> delivery =
        List.of(new CodeToBind(request(TARO), code), new CodeToBind(request(HANAKO), code));

    List<Binding> bindings = kita.bindAll(delivery);

    assertThat(bindings.getFirst()).isEqualTo(new Binding.Bound(TARO));
    assertThat(bindings.getLast()).isInstanceOf(Binding.BoundTwice.class);
  }

  @Test
  void bindsOneSerialNumberOnceThoughItComesTwiceInOneDelivery() {
    SerialNumber serial = request(TARO);

    List<Binding> bindings =
        kita.bindAll(List.of(new CodeToBind(serial, newCode()), new CodeToBind(serial, newCode())));

    assertThat(bindings)
        .containsExactly(new Binding.Bound(TARO), new Binding.UnknownSerialNumber());
  }

  @Test
  void findsManyAtOnceAndLeavesOutWhoHasNone() {
    PersonCode tarosCode = newCode();
    PersonCode unbound = newCode();
    kita.bind(request(TARO), tarosCode);
    request(HANAKO);

    assertThat(kita.findCodes(List.of(HANAKO, TARO, TARO))).containsExactly(entry(TARO, tarosCode));
    assertThat(kita.findAddressees(List.of(unbound, tarosCode, tarosCode)))
        .containsExactly(entry(tarosCode, TARO));
  }

  @Test
  void saysNoneForSomebodyNobodyAskedFor() {
    assertThat(kita.state(TARO)).isEqualTo(CodeState.NONE);
    assertThat(kita.findCodes(List.of(TARO))).isEmpty();
    assertThat(kita.findAddressees(List.of(newCode()))).isEmpty();
  }

  @Test
  void refusesACodeOfAnotherHolder() {
    PersonCode foreign = SampleAgencies.code(MINAMI_AGENCY, random);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> kita.findAddressees(List.of(newCode(), foreign)))
        .withMessageNotContaining(foreign.value());
    assertThatIllegalArgumentException().isThrownBy(() -> kita.bind(request(TARO), foreign));
  }

  @Test
  void refusesMoreThanAThousand() {
    List<AddresseeNumber> many =
        IntStream.rangeClosed(1, 1001).mapToObj(SampleAgencies::addressee).toList();

    assertThatIllegalArgumentException().isThrownBy(() -> kita.request(many));
  }

  @Test
  void letsOnlyOneOfManyConcurrentBindingsOfOneCodeWin() throws Exception {
    PersonCode code = newCode();
    List<SerialNumber> serials =
        IntStream.rangeClosed(1, 6).mapToObj(i -> request(addressee(i))).toList();

    List<Binding> bindings =
        atOnce(
            serials.stream()
                .<Callable<Binding>>map(serial -> () -> kita.bind(serial, code))
                .toList());

    assertThat(bindings).filteredOn(Binding.Bound.class::isInstance).hasSize(1);
    assertThat(bindings).filteredOn(Binding.BoundTwice.class::isInstance).hasSize(5);
    assertThat(kita.cases()).hasSize(5);
  }

  @Test
  void issuesOneSerialNumberToManyConcurrentRequestsForOnePerson() throws Exception {
    List<AddresseeNumber> people = new ArrayList<>();
    IntStream.rangeClosed(1, 300).mapToObj(SampleAgencies::addressee).forEach(people::add);
    List<Callable<Map<AddresseeNumber, SerialNumber>>> requests = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<AddresseeNumber> shuffled = new ArrayList<>(people);
      Collections.shuffle(shuffled, random);
      requests.add(() -> serials(kita.request(shuffled)));
    }

    List<Map<AddresseeNumber, SerialNumber>> answers = atOnce(requests);

    assertThat(answers).hasSize(6).allMatch(answer -> answer.equals(answers.getFirst()));
  }

  @Test
  void keepsTheTenantsApart() {
    PersonCode code = newCode();
    bind(TARO, code);

    assertThat(minami.state(TARO)).isEqualTo(CodeState.NONE);
    assertThat(minami.cases()).isEmpty();
  }

  @Test
  void opensNothingUnderTheKeyOfAnotherTenant() {
    bind(TARO, newCode());
    CodeVaults wrongKeys =
        PostgresCodebook.codeVaults(
            DIRECTORY,
            _ ->
                new ColumnKeys(
                    SampleAgencies.keys(MINAMI).data(), SampleAgencies.keys(KITA).index()),
            CLOCK,
            random);

    assertThatIllegalStateException()
        .isThrownBy(() -> database.inTenant(KITA, tx -> wrongKeys.of(tx).findCodes(List.of(TARO))))
        .withMessageContaining("does not open");
  }

  @Test
  void noticesBoxesSwappedBetweenPeople() {
    bind(TARO, newCode());
    bind(HANAKO, newCode());
    try (Handle handle = postgres.superuser()) {
      handle.execute(
          """
          UPDATE addressee SET code_box = other.code_box FROM addressee AS other
          WHERE addressee.addressee_index <> other.addressee_index
          """);
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> kita.findCodes(List.of(TARO)))
        .withMessageContaining("does not open");
  }

  @Test
  void storesNoNumberAndNoCodeInClear() {
    PersonCode code = newCode();
    SerialNumber pending = request(HANAKO);
    bind(TARO, code);
    try (Handle handle = postgres.superuser()) {
      String stored =
          handle
              .createQuery(
                  """
                  SELECT string_agg(row, '') FROM (
                    SELECT encode(addressee_box || coalesce(code_box, '') || coalesce(serial_box, ''), 'escape') AS row
                    FROM addressee UNION ALL SELECT encode(addressee_box, 'escape') FROM person_code) AS rows
                  """)
              .mapTo(String.class)
              .one();

      assertThat(stored)
          .doesNotContain(TARO.value())
          .doesNotContain(HANAKO.value())
          .doesNotContain(code.value())
          .doesNotContain(pending.value());
    }
  }

  @Test
  void bindsThirtyThousandCodesInSeconds() {
    long start = System.nanoTime();
    for (int batch = 0; batch < 30; batch++) {
      int first = batch * 1000 + 1;
      List<AddresseeNumber> people =
          IntStream.range(first, first + 1000).mapToObj(SampleAgencies::addressee).toList();
      CodeRequest request = kita.request(people);
      List<CodeToBind> delivery =
          request.issued().stream()
              .map(one -> new CodeToBind(one.serialNumber().orElseThrow(), newCode()))
              .toList();
      assertThat(kita.bindAll(delivery)).allMatch(Binding.Bound.class::isInstance);
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - start);

    System.Logger log = System.getLogger("measured");
    log.log(System.Logger.Level.WARNING, "30,000 codes requested and bound in {0}", taken);
    assertThat(taken).isLessThan(Duration.ofSeconds(60));
  }

  private static Map<AddresseeNumber, SerialNumber> serials(CodeRequest request) {
    return request.issued().stream()
        .collect(
            Collectors.toMap(
                CodeRequest.Issued::addressee, one -> one.serialNumber().orElseThrow()));
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(calls.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures =
          calls.stream()
              .map(
                  call ->
                      threads.submit(
                          () -> {
                            barrier.await(10, TimeUnit.SECONDS);
                            return call.call();
                          }))
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(30, TimeUnit.SECONDS));
      }
      return results;
    }
  }

  private void bind(AddresseeNumber person, PersonCode code) {
    SerialNumber serial = request(person);
    assertThat(kita.bind(serial, code)).isEqualTo(new Binding.Bound(person));
  }

  private SerialNumber request(AddresseeNumber person) {
    return kita.request(List.of(person)).issued().getFirst().serialNumber().orElseThrow();
  }

  private PersonCode newCode() {
    return SampleAgencies.code(KITA_AGENCY, random);
  }

  /** A vault of which every call is a transaction of its own. */
  private record EachCallATransaction(CodeVaults vaults, TenantId tenant) implements CodeVault {

    @Override
    public CodeRequest request(List<AddresseeNumber> addressees) {
      return within(vault -> vault.request(addressees));
    }

    @Override
    public Binding bind(SerialNumber serialNumber, PersonCode code) {
      return within(vault -> vault.bind(serialNumber, code));
    }

    @Override
    public List<Binding> bindAll(List<CodeToBind> codes) {
      return within(vault -> vault.bindAll(codes));
    }

    @Override
    public Map<AddresseeNumber, PersonCode> findCodes(Collection<AddresseeNumber> addressees) {
      return within(vault -> vault.findCodes(addressees));
    }

    @Override
    public Map<PersonCode, AddresseeNumber> findAddressees(Collection<PersonCode> codes) {
      return within(vault -> vault.findAddressees(codes));
    }

    @Override
    public CodeState state(AddresseeNumber addressee) {
      return within(vault -> vault.state(addressee));
    }

    @Override
    public List<RegistrationCase> cases() {
      return within(CodeVault::cases);
    }

    private <T> T within(Function<CodeVault, T> work) {
      return database.inTenant(tenant, tx -> work.apply(vaults.of(tx)));
    }
  }
}
