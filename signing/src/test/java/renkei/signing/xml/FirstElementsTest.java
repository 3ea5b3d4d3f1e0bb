package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;

class FirstElementsTest {

  @Test
  void areToldWithTheTextsThatWereAskedFor() {
    assertThat(of("<a xmlns='urn:x'><b>1</b><c>2</c></a>", 9))
        .containsExactly(
            new FirstElements.Start(new QName("urn:x", "a"), ""),
            new FirstElements.Start(new QName("urn:x", "b"), "1"),
            new FirstElements.Start(new QName("urn:x", "c"), ""));
  }

  @Test
  void areNoMoreThanWereAskedFor() {
    assertThat(of("<a><b>1</b><c/></a>", 2)).hasSize(2);
  }

  @Test
  void endWhereADocumentBreaks() {
    assertThat(of("<a><c/><b>1<", 9)).hasSize(2);
  }

  @Test
  void areNoneOfWhatIsNoXml() {
    assertThat(of("Good morning", 9)).isEmpty();
  }

  @Test
  void comeFromNoDocumentType() {
    assertThat(of("<!DOCTYPE a [<!ENTITY e 'x'>]><a><b>&e;</b></a>", 9))
        .noneMatch(each -> each.text().contains("x"));
  }

  private static List<FirstElements.Start> of(String text, int atMost) {
    return FirstElements.of(text.getBytes(StandardCharsets.UTF_8), atMost, Set.of("b"));
  }
}
