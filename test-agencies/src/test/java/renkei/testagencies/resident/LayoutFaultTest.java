package renkei.testagencies.resident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.TenantId;

class LayoutFaultTest {

  private static final TenantId TENANT = new TenantId("990019");
  private static final Edition EDITION = new Edition("2026-06");

  @ParameterizedTest
  @ValueSource(strings = {"101", "201", "207"})
  void isTheOneThingThatThePlatformHasAgainstTheRecord(String code) {
    InformationCode information = new InformationCode("TM00000000000" + code);
    LayoutFile layout = LayoutFile.published(information, EDITION);
    RecordMaker maker = new RecordMaker(layout, LocalDate.of(2026, 6, 1));
    PlatformCheck platform = PlatformCheck.by(information, EDITION);
    List<RecordValues> good =
        Population.invent(11, List.of(TENANT), 100, 25).town(TENANT).registrations().stream()
            .flatMap(entry -> maker.current(entry).stream())
            .map(record -> record.values().alone())
            .toList();

    for (LayoutFault fault : LayoutFault.of(layout)) {
      if (fault.item().isPresent()) {
        assertThat(good)
            .isNotEmpty()
            .allSatisfy(
                values ->
                    assertThat(platform.objections(fault.in(values)))
                        .singleElement()
                        .asString()
                        .contains(fault.column()));
      }
    }
  }
}
