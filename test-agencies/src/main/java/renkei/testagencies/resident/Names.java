package renkei.testagencies.resident;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Names nobody bears, put together from tables. The tables hold characters beyond the Basic
 * Multilingual Plane and one with a variation selector (IVS), as real registers do.
 */
final class Names {

  /** A piece of a name and how it is read. */
  private record Piece(String written, String read) {}

  private static final List<Piece> FIRST =
      List.of(
          new Piece("試", "シ"),
          new Piece("例", "レイ"),
          new Piece("仮", "カリ"),
          new Piece("模", "モ"),
          new Piece("架", "カ"),
          new Piece("\uD842\uDFB7", "ヨシ"),
          new Piece("\uD840\uDC0B", "ジョウ"),
          new Piece("\u845B\uDB40\uDD00", "クズ"),
          new Piece("標", "シルベ"),
          new Piece("型", "カタ"));

  private static final List<Piece> SECOND =
      List.of(
          new Piece("野", "ノ"),
          new Piece("原", "ハラ"),
          new Piece("\uD867\uDE3D", "ホッケ"),
          new Piece("沢", "サワ"),
          new Piece("橋", "ハシ"),
          new Piece("塚", "ヅカ"),
          new Piece("浜", "ハマ"),
          new Piece("谷", "タニ"));

  private static final List<Piece> GIVEN =
      List.of(
          new Piece("試", "シ"),
          new Piece("例", "レイ"),
          new Piece("あ", "ア"),
          new Piece("ゐ", "ヰ"),
          new Piece("う", "ウ"),
          new Piece("ゑ", "ヱ"),
          new Piece("壱", "イチ"),
          new Piece("弐", "ニ"),
          new Piece("参", "サン"),
          new Piece("\uD842\uDFB7", "ヨシ"),
          new Piece("番", "バン"),
          new Piece("号", "ゴウ"));

  /** The characters of the tables that are no standard ones, and what stands for each there. */
  private static final Map<String, String> STANDARD =
      Map.of(
          "\uD842\uDFB7", "吉",
          "\uD840\uDC0B", "丈",
          "\uD867\uDE3D", "魚",
          "\u845B\uDB40\uDD00", "葛");

  private Names() {}

  /** A text in the characters that all bodies share (行政事務標準文字); the same if it is so already. */
  static String standard(String own) {
    String standard = own;
    for (Map.Entry<String, String> character : STANDARD.entrySet()) {
      standard = standard.replace(character.getKey(), character.getValue());
    }
    return standard;
  }

  /** A name and its reading, each with an ideographic space in the middle. */
  record Name(String written, String read) {}

  static Name draw(RandomGenerator random) {
    Piece first = pick(FIRST, random);
    Piece second = pick(SECOND, random);
    Piece given = pick(GIVEN, random);
    Piece last = pick(GIVEN, random);
    return new Name(
        first.written() + second.written() + "\u3000" + given.written() + last.written(),
        first.read() + second.read() + "\u3000" + given.read() + last.read());
  }

  private static Piece pick(List<Piece> pieces, RandomGenerator random) {
    return pieces.get(random.nextInt(pieces.size()));
  }
}
