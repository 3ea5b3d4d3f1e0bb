package renkei.testagencies.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.GroupCode;
import renkei.testagencies.vocabulary.InformationCode;

class LayoutFileTest {

  private static final String SMALL =
      """
      {"form":"renkei-layout-2","information":"TM00000000000901","edition":"2026-06",
       "answersFrom":"2026-06-01","nameJa":"試験","nameEn":"Test","key":"NONE",
       "conditions":["CURRENT"],
       "groups":[{"code":"TG00000000090101","nameJa":"一","nameEn":"One","repeats":true,"atMost":9},
                 {"code":"TG00000000090102","parent":"TG00000000090101","nameJa":"二","nameEn":"Two"}],
       "items":[{"code":"TK00000009010001","nameJa":"日","nameEn":"Day","type":"DATE"},
                {"code":"TK00000009010002","nameJa":"符","nameEn":"Code","type":"CODE",
                 "codeList":"CL00000901","group":"TG00000000090102"}],
       "codeLists":[{"code":"CL00000901","version":1,"values":{"1":"甲"}}],
       "rules":[{"rule":"ONE_OF","items":["TK00000009010001","TK00000009010002"]}]}
      """;

  private static LayoutFile read(String text) {
    return LayoutReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void knowsWhichItemsAndGroupsStandInsideWhich() {
    LayoutFile layout = read(SMALL);
    Optional<GroupCode> outer = Optional.of(new GroupCode("TG00000000090101"));
    Optional<GroupCode> inner = Optional.of(new GroupCode("TG00000000090102"));

    assertThat(layout.groups(Optional.empty())).extracting(LayoutGroup::atMost).containsExactly(9);
    assertThat(layout.groups(outer)).extracting(LayoutGroup::atMost).containsExactly(1);
    assertThat(layout.items(Optional.empty()))
        .extracting(LayoutItem::type)
        .containsExactly(ItemType.DATE);
    assertThat(layout.items(inner))
        .flatExtracting(item -> item.form().codes())
        .containsExactly("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"key\":\"NONE\" | \"key\":\"NONE\",\"colour\":\"red\" | colour",
        "\"nameEn\":\"Day\" | \"nameEn\":\"Day\",\"unit\":\"h\" | unit",
        "\"version\":1 | \"version\":1,\"of\":2 | of",
        "\"parent\":\"TG00000000090101\" | \"parent\":\"TG00000000090109\" | to the root",
        "\"parent\":\"TG00000000090101\" | \"parent\":\"TG00000000090102\" | to the root",
        "\"group\":\"TG00000000090102\" | \"group\":\"TG00000000090109\" | not there",
        "\"items\":[\"TK00000009010001\" | \"items\":[\"TK00000009010009\" | not there",
        "\"codeList\":\"CL00000901\" | \"codeList\":\"CL00000909\" | no code list",
        "\"rule\":\"ONE_OF\" | \"rule\":\"NONE_OF\" | no rule",
        "renkei-layout-2 | renkei-layout-1 | form 2",
        "\"edition\":\"2026-06\", | `` | edition is missing",
        "\"type\":\"DATE\" | \"type\":\"DAY\" | DAY"
      })
  void refusesWhatItDoesNotUnderstand(String right, String wrong, String named) {
    assertThat(SMALL).contains(right);

    assertThatThrownBy(() -> read(SMALL.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @Test
  void refusesAMemberThatStandsTwice() {
    assertThatThrownBy(() -> read(SMALL.replace("\"key\"", "\"form\":\"x\",\"key\"")))
        .isInstanceOf(jakarta.json.JsonException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "101", "201", "202", "203", "204", "205", "206", "207", "208", "401", "402", "403", "501", "502"
  })
  void readsWhatIsPublishedInBothEditions(String code) {
    InformationCode information = new InformationCode("TM00000000000" + code);

    assertThatCode(() -> LayoutFile.published(information, new Edition("2026-06")))
        .doesNotThrowAnyException();
    assertThatCode(() -> LayoutFile.published(information, new Edition("2027-06")))
        .doesNotThrowAnyException();
  }
}
