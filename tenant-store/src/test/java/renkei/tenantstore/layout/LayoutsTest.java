package renkei.tenantstore.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.codebook.testing.SampleAgencies.TAX;
import static renkei.tenantstore.Sample.EDITION;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renkei.codebook.Edition;
import renkei.codebook.ItemCode;

class LayoutsTest {

  private static final ItemCode ITEM = new ItemCode("TK00000000010001");

  @Test
  void bringsTheTwoLayoutsOfTheFirstEdition() {
    Layouts layouts = Layouts.builtIn();

    assertThat(layouts.find(RESIDENT, EDITION).orElseThrow().nameJa()).isEqualTo("住民票関係情報");
    assertThat(layouts.find(TAX, EDITION).orElseThrow().items()).hasSize(24);
    assertThat(layouts.find(TAX, new Edition("2019-06"))).isEmpty();
  }

  @Test
  void refusesTwoLayoutsOfOneEditionAndTwoItemsOfOneCode() {
    Layout layout = Layouts.builtIn().find(TAX, EDITION).orElseThrow();
    LayoutItem item = new LayoutItem(ITEM, "氏名", "Name", ItemType.TEXT, 10, Map.of(), true);

    assertThatIllegalArgumentException().isThrownBy(() -> new Layouts(List.of(layout, layout)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Layout(TAX, EDITION, "税", "Tax", List.of(item, item)));
  }

  @Test
  void refusesACodeItemWithoutListAndAListWithoutCodeItem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayoutItem(ITEM, "性別", "Sex", ItemType.CODE, 1, Map.of(), true));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new LayoutItem(ITEM, "氏名", "Name", ItemType.TEXT, 1, Map.of("1", "男"), true));
  }
}
