package renkei.tenantstore.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.codebook.testing.SampleAgencies.addressee;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.EDITION;
import static renkei.tenantstore.Sample.LAYOUTS;
import static renkei.tenantstore.Sample.MONDAY;
import static renkei.tenantstore.Sample.RESIDENT_HEADER;
import static renkei.tenantstore.Sample.residentLine;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renkei.tenantstore.layout.Layout;

class StreamedReplicaImportTest {

  /** Takes the first batch and fails at the second, as no store should. */
  private static final class Failing implements ReplicaSink, ReplicaSink.Writer {

    private boolean begun;
    private boolean abandoned;

    @Override
    public Opened open(Layout layout, Load load, Way way) {
      return new Opened.Writing(this);
    }

    @Override
    public Progress begin(int part) {
      throw new AssertionError("the load comes at once");
    }

    @Override
    public List<Progress> parts() {
      throw new AssertionError("the load comes at once");
    }

    @Override
    public Optional<LoadStatus> find(Load.Batch batch) {
      return Optional.empty();
    }

    @Override
    public List<LoadStatus> list(int most) {
      return List.of();
    }

    @Override
    public boolean abandon(Load.Batch batch) {
      throw new AssertionError("the load comes at once");
    }

    @Override
    public Optional<Writer> writer(Layout layout, Load.Batch batch) {
      return Optional.empty();
    }

    @Override
    public Progress commit(
        Progress before, List<ReplicaChange> changes, Function<List<Effect>, Step> step) {
      if (begun) {
        throw new IllegalStateException("a fault");
      }
      begun = true;
      return step.apply(changes.stream().map(_ -> new Effect(Kind.APPLIED, 0)).toList()).after();
    }

    @Override
    public ImportReceipt finish(End end, Function<Settled, ImportReceipt> receipt) {
      throw new AssertionError("nothing is to be released");
    }

    @Override
    public void abandon() {
      abandoned = true;
    }
  }

  @Test
  void endsWithAReceiptOfNothingThoughThePlatformFails() {
    String lines =
        IntStream.rangeClosed(1, 1100)
            .mapToObj(i -> residentLine(addressee(i), MONDAY, "太郎"))
            .collect(Collectors.joining("\n"));
    Load load =
        new Load(
            new Load.Batch("b"),
            new Load.Scope.Full(Load.Missing.KEEP, Optional.empty()),
            Load.Origin.UNKNOWN);
    Failing sink = new Failing();

    ImportOutcome outcome =
        ReplicaImport.into(sink, LAYOUTS, Optional.empty(), CLOCK)
            .load(
                RESIDENT,
                EDITION,
                load,
                new ByteArrayInputStream((RESIDENT_HEADER + "\n" + lines).getBytes(UTF_8)));

    assertThat(outcome)
        .isEqualTo(
            new ImportOutcome.Interrupted(
                new ImportReceipt(
                    "b",
                    LoadState.ABANDONED,
                    1000,
                    new ImportReceipt.Counts(0, 0, 0, 0, 0),
                    0,
                    0,
                    List.of(),
                    0,
                    List.of()),
                ImportOutcome.Cause.FAULT));
    assertThat(sink.abandoned).isTrue();
  }
}
