package renkei.testagencies.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.resident.Population;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.resident.ReplicaLines;
import renkei.testagencies.vocabulary.TenantId;

class FaultyLoadLinesTest {

  private static final TenantId TENANT = new TenantId("990019");

  private final List<Registration> people =
      Population.invent(5, List.of(TENANT), 120, 25).town(TENANT).ordinary();
  private final ReplicaLines replicas = DemoCodes.lines(DemoCodes.REGISTER);
  private final List<Registration> unread = people.subList(0, replicas.faultCount());
  private final List<Registration> good = people.subList(replicas.faultCount(), people.size());
  private final FaultyLoadLines lines =
      new FaultyLoadLines(
          replicas, good, replicas.faultyLines(unread), Progress.silent().begin("", 0));

  private List<String> written() {
    List<String> text = new ArrayList<>();
    lines.forEachRemaining(text::add);
    return text;
  }

  @Test
  void putsEachFaultyRecordWhereItSaysItDid() {
    List<String> text = written();

    assertThat(lines.putIn()).hasSize(replicas.faultCount());
    assertThat(lines.putIn())
        .extracting(fault -> text.get((int) fault.line() - 1))
        .containsExactlyElementsOf(
            replicas.faultyLines(unread).stream().map(line -> line.text()).toList());
  }

  @Test
  void countsLinesBehindTheHeaderAndGoodRecords() {
    List<String> text = written();

    assertThat(lines.sent()).isEqualTo(new FaultyLoad.Sent(text.size() - 1, good.size()));
  }

  @Test
  void writesNobodysRecordsBetweenOthers() {
    List<String> people =
        written().stream().skip(1).map(line -> line.split(",", 3)[1]).distinct().toList();

    assertThat(people).hasSize(good.size() + unread.size());
  }
}
