package renkei.testagencies.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the doors say of themselves to whoever opens one by hand, in Japanese and English. */
final class Signs {

  private static final Set<String> SOAP = Set.of("/core", "/agencies");

  private static final List<Door.Sign> SOAP_SIGNS =
      List.of(
          new Door.Sign(
              "/core",
              "情報提供ネットワークシステムの代役 (SOAP 1.2)",
              "The stand-in of the national network's core system (SOAP 1.2)",
              "agency-*.p12",
              List.of(
                  new Door.Usage(
                      "POST /core",
                      "署名した Inquiry を送る",
                      "Send a signed Inquiry of docs/protocol.md"))),
          new Door.Sign(
              "/agencies",
              "年金試験機関・国試験機関・マイナポータルの入口 (SOAP 1.2)",
              "The pension service, national agencies and My Portal (SOAP 1.2)",
              "agency-*.p12",
              List.of(
                  new Door.Usage(
                      "POST /agencies",
                      "署名した Decision、PermittedInquiry、Answer を送る",
                      "Send a signed Decision, PermittedInquiry or Answer"))));

  private final List<Door.Sign> all = new ArrayList<>();

  Signs(List<Door.Sign> rest) {
    all.addAll(rest);
    all.addAll(SOAP_SIGNS);
  }

  boolean isSoap(String path) {
    return SOAP.contains(path);
  }

  boolean at(String path) {
    return path.equals("/") || find(path).isPresent();
  }

  private Optional<Door.Sign> find(String path) {
    return all.stream().filter(sign -> sign.path().equals(path)).findFirst();
  }

  private List<Door.Sign> shown(String path) {
    return find(path).map(List::of).orElse(all);
  }

  String text(String path) {
    StringBuilder text = new StringBuilder();
    text.append("Renkei: 外の世界 (代役) / the world outside the platform, a stand-in\n");
    text.append("docs/world.md explains it; no real person is here.\n");
    for (Door.Sign sign : shown(path)) {
      text.append("\n%s  %s\n  %s\n".formatted(sign.path(), sign.ja(), sign.en()));
      text.append("  証明書 / certificate: pki/world/%s\n".formatted(sign.files()));
      for (Door.Usage usage : sign.calls()) {
        text.append("\n  %s\n    %s\n    %s\n".formatted(usage.call(), usage.ja(), usage.en()));
      }
    }
    return text.toString();
  }

  String html(String path) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!doctype html>
        <html lang="ja"><head><meta charset="utf-8"><title>Renkei: the world outside</title>
        <meta name="viewport" content="width=device-width">
        <style>body{font:16px/1.6 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;\
        color-scheme:light dark}code{overflow-wrap:anywhere}</style></head><body>
        <h1>Renkei: 外の世界 <span lang="en">(the world outside)</span></h1>
        <p>プラットフォームの外にある機関の代役です。ここに実在の人はいません。<br>
        <span lang="en">A stand-in of the bodies outside the platform. No real person is here;
        docs/world.md explains it.</span></p>
        """);
    for (Door.Sign sign : shown(path)) {
      page.append("<h2><code>%s</code></h2>\n".formatted(escaped(sign.path())));
      page.append(
          "<p>%s<br><span lang=\"en\">%s</span></p>\n"
              .formatted(escaped(sign.ja()), escaped(sign.en())));
      page.append(
          "<p>証明書 / certificate: <code>pki/world/%s</code></p>\n<dl>\n"
              .formatted(escaped(sign.files())));
      for (Door.Usage usage : sign.calls()) {
        page.append(
            "<dt><code>%s</code></dt><dd>%s<br><span lang=\"en\">%s</span></dd>\n"
                .formatted(escaped(usage.call()), escaped(usage.ja()), escaped(usage.en())));
      }
      page.append("</dl>\n");
    }
    return page.append("</body></html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
