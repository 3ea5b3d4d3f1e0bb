package renkei.tenantstore.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.codebook.testing.SampleAgencies.TAX;
import static renkei.tenantstore.Sample.EDITION;

import java.util.List;
import org.junit.jupiter.api.Test;
import renkei.codebook.Edition;
import renkei.codebook.ItemCode;

class FormOneLayoutsTest {

  private static final ItemCode SEX = new ItemCode("TK00000000010006");

  @Test
  void bringsTheTwoLayoutsOfTheFirstEdition() {
    Layouts layouts = FormOneLayouts.builtIn();

    assertThat(layouts.find(RESIDENT, EDITION).orElseThrow().names().ja()).isEqualTo("住民票関係情報");
    assertThat(layouts.find(TAX, EDITION).orElseThrow().items()).hasSize(24);
    assertThat(layouts.find(TAX, new Edition("2019-06"))).isEmpty();
  }

  @Test
  void refusesTwoLayoutsOfOneEdition() {
    Layout layout = FormOneLayouts.builtIn().find(TAX, EDITION).orElseThrow();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FormOneLayouts(List.of(layout, layout)));
  }

  @Test
  void readsTheSameItemsAsBefore() {
    Layout layout = FormOneLayouts.builtIn().find(RESIDENT, EDITION).orElseThrow();

    assertThat(layout.groups()).isEmpty();
    assertThat(layout.records().key()).isEqualTo(KeyKind.NONE);
    assertThat(layout.item(SEX).orElseThrow().form().codes().orElseThrow().values())
        .containsOnlyKeys("1", "2", "9");
  }
}
