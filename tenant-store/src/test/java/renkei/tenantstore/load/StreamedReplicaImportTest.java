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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.tenantstore.load.ImportReceipt.Committed;

class StreamedReplicaImportTest {

  /** Takes the first batch and fails at the second, as no store should. */
  private static final class Failing implements ReplicaSink {

    private boolean begun;

    @Override
    public List<Effect> commit(
        InformationCode information, Edition edition, List<ReplicaChange> changes) {
      if (begun) {
        throw new IllegalStateException("a fault");
      }
      begun = true;
      return changes.stream().map(_ -> Effect.APPLIED).toList();
    }

    @Override
    public void register(InformationCode information, boolean complete) {}

    @Override
    public void doubt(InformationCode information) {}
  }

  @Test
  void endsWithItsReceiptThoughThePlatformFails() {
    String lines =
        IntStream.rangeClosed(1, 1100)
            .mapToObj(i -> residentLine(addressee(i), MONDAY, "太郎"))
            .collect(Collectors.joining("\n"));

    ImportOutcome outcome =
        ReplicaImport.into(new Failing(), LAYOUTS, Optional.empty(), CLOCK)
            .load(
                RESIDENT,
                EDITION,
                ReplicaImport.Load.FULL,
                new ByteArrayInputStream((RESIDENT_HEADER + "\n" + lines).getBytes(UTF_8)));

    assertThat(outcome)
        .isEqualTo(
            new ImportOutcome.Interrupted(
                new ImportReceipt(1000, new Committed(500, 0, 0), 0, 0, 0, List.of(), 0),
                ImportOutcome.Cause.FAULT));
  }
}
