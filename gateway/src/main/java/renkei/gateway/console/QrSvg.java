package renkei.gateway.console;

import io.nayuki.qrcodegen.QrCode;

/** A QR code (ISO/IEC 18004) as SVG, dark on light whatever the colours of the page. */
final class QrSvg {

  /** Modules of quiet around it, as the standard demands. */
  private static final int QUIET = 4;

  private QrSvg() {}

  /**
   * @param label what it is, for whoever does not see it; escaped already
   */
  static String of(String content, String label) {
    QrCode code = QrCode.encodeText(content, QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + QUIET).append(',').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    int size = code.size + 2 * QUIET;
    return """
    <svg class="qr" role="img" aria-label="%s" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
    <rect width="%d" height="%d" fill="#fff"/><path d="%s" fill="#000"/></svg>"""
        .formatted(label, size, size, size, size, path);
  }
}
