package renkei.signing.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.signing.Samples;
import renkei.signing.xml.Parsing.Parsed;
import renkei.signing.xml.Parsing.Unreadable;

class XmlDocumentsTest {

  private static final XmlBounds BOUNDS = new XmlBounds(1_000, 5, 10, 4, 5);

  private static Parsing parse(String xml) {
    return XmlDocuments.parse(xml.getBytes(StandardCharsets.UTF_8), BOUNDS);
  }

  private static String reason(String xml) {
    return switch (parse(xml)) {
      case Parsed _ -> "";
      case Unreadable(String reason) -> reason;
    };
  }

  @Test
  void readsUpToItsBoundsAndNoFurther() {
    assertThat(reason("<a><a><a><a><a/></a></a></a></a>")).isEmpty();
    assertThat(reason("<a><a><a><a><a><a/></a></a></a></a></a>")).contains("5 levels");
    assertThat(reason("<a>" + "<b/>".repeat(9) + "</a>")).isEmpty();
    assertThat(reason("<a>" + "<b/>".repeat(10) + "</a>")).contains("10 elements");
    assertThat(reason("<a b='1' c='2' d='3' xmlns='urn:e'/>")).isEmpty();
    assertThat(reason("<a b='1' c='2' d='3' e='4' xmlns='urn:e'/>")).contains("4 attributes");
    assertThat(reason("<a>" + "x".repeat(993) + "</a>")).isEmpty();
    assertThat(reason("<a>" + "x".repeat(994) + "</a>")).contains("1000 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]><a/>",
        "<a>&x;</a>",
        "<a b='&x;'/>",
        "<?xml version='1.1'?><a/>",
        "<?xml version='1.0' encoding='Shift_JIS'?><a/>",
        "<a",
        "<a></b>",
        "<a/><b/>",
        "",
        " ",
        "text",
        "<p:a/>",
        "<a b='1' b='2'/>",
        "<a xmlns:p='urn:u' xmlns:q='urn:u' p:b='1' q:b='2'/>",
        "<a>&#0;</a>",
        "<a>]]></a>"
      })
  void refusesWhatItMust(String xml) {
    assertThat(reason(xml)).isNotEmpty();
  }

  @Test
  void saysNothingOfTheContent() {
    assertThat(reason("<secret>4711</other>")).doesNotContain("4711").doesNotContain("secret");
    assertThat(reason("<!DOCTYPE secret><a/>")).isEqualTo("document type declaration");
  }

  @Test
  void refusesOtherEncodings() {
    for (String charset : new String[] {"UTF-16", "Shift_JIS", "EUC-JP"}) {
      assertThat(XmlDocuments.parse("<a>漢字</a>".getBytes(Charset.forName(charset)), BOUNDS))
          .isInstanceOf(Unreadable.class);
    }
    assertThat(XmlDocuments.parse(new byte[] {'<', 'a', '>', (byte) 0xC0, (byte) 0x80}, BOUNDS))
        .isEqualTo(new Unreadable("not UTF-8"));
  }

  @Test
  @Timeout(20)
  void spendsLittleOnHostileDocuments() {
    XmlBounds message = XmlBounds.MESSAGE;
    String deep = "<a>".repeat(400_000);
    String wide = "<a" + manyAttributes(100_000) + "/>";
    for (String hostile : new String[] {deep, wide}) {
      assertThat(XmlDocuments.parse(hostile.getBytes(StandardCharsets.UTF_8), message))
          .isInstanceOf(Unreadable.class);
    }
  }

  private static String manyAttributes(int count) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      attributes.append(" b").append(i).append("='1'");
    }
    return attributes.toString();
  }

  @Test
  void writesWhatItReadsBack() {
    String xml =
        "<!--c--><?p i?><a xmlns=\"urn:a\" xmlns:b=\"urn:b\" c=\"&quot;&#xA;&#x9;&#xD;&lt;&amp;\">"
            + "𠮷&#xD;\n&lt;&gt;&amp;<b:d xmlns:b=\"urn:c\" b:e=\"\"></b:d></a>";
    Document document = Samples.parse(xml);

    String written = new String(XmlDocuments.serialize(document), StandardCharsets.UTF_8);

    assertThat(written).isEqualTo(xml);
  }

  @Test
  void declaresWhatAnElementNeedsOutsideItsDocument() {
    Element inner =
        (Element)
            Samples.root("<a xmlns='urn:a' xmlns:b='urn:b'><b:c d='b:e'/></a>").getFirstChild();

    Element alone = Samples.root(Samples.text(inner));

    assertThat(alone.getNamespaceURI()).isEqualTo("urn:b");
    assertThat(alone.lookupNamespaceURI("b")).isEqualTo("urn:b");
    assertThat(alone.lookupNamespaceURI(null)).isEqualTo("urn:a");
  }
}
