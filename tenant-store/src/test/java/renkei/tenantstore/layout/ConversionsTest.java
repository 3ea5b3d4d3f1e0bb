package renkei.tenantstore.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.tenantstore.layout.ShippedLayouts.FIRST;
import static renkei.tenantstore.layout.ShippedLayouts.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemCode;

class ConversionsTest {

  private final Layout older = ShippedLayouts.layout("202", FIRST);
  private final Layout newer = ShippedLayouts.layout("202", SECOND);
  private final List<Layout> shelf = new ArrayList<>(List.of(newer));
  private final Layouts layouts = new Shelf(shelf);
  private final Conversions conversions = new Conversions();

  /** Layouts that grow in number. */
  private record Shelf(List<Layout> all) implements Layouts {

    @Override
    public Optional<Layout> find(InformationCode information, Edition edition) {
      return Layouts.of(all).find(information, edition);
    }
  }

  @Test
  void findsAWayThatWasMissingBeforeItsLayoutCame() {
    assertThat(conversions.between(layouts, newer.information(), FIRST, SECOND)).isEmpty();

    shelf.add(older);

    ItemCode kind = new ItemCode("TK00000002020005");
    RecordContent record = new RecordContent(List.of(new ItemValue(kind, "3")), List.of());
    assertThat(
            conversions
                .between(layouts, newer.information(), FIRST, SECOND)
                .orElseThrow()
                .apply(record))
        .extracting(converted -> converted.find(kind))
        .isEqualTo(Optional.of(new ItemValue(kind, "30")));
  }
}
