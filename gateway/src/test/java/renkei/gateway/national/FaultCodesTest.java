package renkei.gateway.national;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import renkei.gateway.testing.Catalogue;

/** The catalogue of codes in the documents is the code's own. */
class FaultCodesTest {

  @Test
  void theCatalogueListsEveryRefusalOfTheNationalDoor() {
    List<String> rows = new ArrayList<>();
    rows.add("| `Refusal/Code` | status | fault | text | 内容 |");
    rows.add("|---|---|---|---|---|");
    Arrays.stream(Refusal.values())
        .map(
            refusal ->
                "| `%s` | %d | `s:%s` | %s | %s |"
                    .formatted(
                        refusal,
                        refusal.status(),
                        refusal.faultCode(),
                        refusal.text().en(),
                        refusal.text().ja()))
        .forEach(rows::add);

    Catalogue.holds("national", rows);
  }
}
