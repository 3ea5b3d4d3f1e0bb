package renkei.gateway.local;

import java.util.Optional;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Objection;

/** How callers are told what a file of replicas, a line or a field of it must be. */
public final class LineWords {

  private LineWords() {}

  /** Completes "must …". */
  public static Phrase expected(Objection objection) {
    Phrase words = words(objection.rule());
    return words.en().contains("%d") ? words.with(objection.number()) : words;
  }

  /** What the layout calls an item (項目名); empty if it is none of its. */
  public static Optional<Phrase> name(Layout layout, String item) {
    return layout.items().stream()
        .filter(each -> each.code().value().equals(item))
        .map(each -> new Phrase(each.nameEn(), each.nameJa()))
        .findFirst();
  }

  /** With {@code %d} where the number of the objection belongs. */
  static Phrase words(Objection.Rule rule) {
    return switch (rule) {
      case FORBIDDEN_NUMBER ->
          say(
              "carry no 個人番号 and no 住民票コード; the operator was alarmed",
              "個人番号・住民票コードを含まないこと（運用者に通報しました）");
      case FIELD_COUNT -> say("have %d fields, as the header has", "見出し行と同じ %d 個の欄をもつこと");
      case ADDRESSEE_NUMBER ->
          say("be %s", "次の形式であること: %s").with(Forms.ADDRESSEE_NUMBER.expected());
      case DECLARED_FORM -> say("have the form that your municipality declared", "自団体が届け出た形式であること");
      case OPERATION -> say("be PUT or DELETE", "PUT 又は DELETE であること");
      case DATE ->
          say(
              "be a day of the calendar as yyyy-MM-dd, such as 2026-06-01",
              "実在する日付を yyyy-MM-dd で書くこと（例 2026-06-01）");
      case FUTURE_DATE -> say("be no later than today in Japan", "日本時間の今日以前であること");
      case DELETE_WITH_VALUE -> say("be empty in a line of DELETE", "DELETE の行では空にすること");
      case REQUIRED -> say("have a value", "値をもつこと（必須項目）");
      case TOO_LONG -> say("have at most %d characters", "%d 文字以内であること");
      case BLANK -> say("be empty or hold more than spaces", "空にするか、空白以外の文字を含むこと");
      case VARIATION_SELECTOR ->
          say(
              "have variation selectors behind ideographs only; character %d is one behind"
                  + " something else",
              "異体字セレクタは漢字の直後にだけ置くこと（%d 文字目）");
      case CONTROL_CHARACTER ->
          say("hold no control characters; character %d is one", "制御文字を含まないこと（%d 文字目）");
      case HALF_WIDTH_KANA ->
          say(
              "hold no half-width kana; character %d is one: write it full-width",
              "半角カナを含まないこと（%d 文字目。全角で書く）");
      case CHARACTER ->
          say(
              "hold characters of the repertoire only; character %d is outside",
              "文字集合にある文字だけを含むこと（%d 文字目が範囲外）");
      case KATAKANA -> say("be full-width katakana", "全角カタカナであること");
      case WHOLE_NUMBER ->
          say(
              "be a whole number in ASCII digits, without leading zeros or separators",
              "半角数字の整数であること（先頭の 0 や区切りを付けない）");
      case CODE_LIST ->
          say("be a value of the item's code list, which the layout holds", "レイアウトにあるコード一覧の値であること");
      case UNSTORABLE ->
          say(
              "hold values that can be stored: check its dates and numbers",
              "保存できる値であること（日付と数値を確認する）");
      default -> wordsOfFile(rule);
    };
  }

  /** As {@link #words}, for rules about a file and its lines rather than about values. */
  private static Phrase wordsOfFile(Objection.Rule rule) {
    return switch (rule) {
      case QUOTE_INSIDE ->
          say(
              "quote a whole field where it holds a quote, and double that one",
              "引用符を含む欄は全体を引用符で囲み、中の引用符を二重にすること");
      case STRAY_RETURN ->
          say("have carriage returns at the end of lines only", "復帰文字（CR）は行末にだけ置くこと");
      case BEHIND_QUOTE ->
          say("have a comma or the line's end behind a closing quote", "閉じ引用符の直後はコンマか行末であること");
      case LINE_TOO_LONG -> say("have at most %d bytes a line", "一行 %d バイト以内であること");
      case TOO_MANY_FIELDS -> say("have at most %d fields a line", "一行 %d 欄以内であること");
      case NOT_UTF_8 -> say("be UTF-8", "UTF-8 であること");
      case ENDLESS_QUOTE ->
          say(
              "close every quote; what follows this line could not be read",
              "引用符を必ず閉じること（この行より後は読み取れません）");
      case NO_LAYOUT ->
          say(
              "be of a layout that there is (GET /tenants/{tenant}/layouts)",
              "存在するレイアウトのものであること（GET /tenants/{tenant}/layouts）");
      case NO_HEADER ->
          say(
              "start with the header operation,addressee_number,as_of and item codes",
              "見出し行 operation,addressee_number,as_of と項目コードで始まること");
      case UNKNOWN_COLUMN ->
          say(
              "name items of the layout, each once; column %d is none or occurs twice",
              "レイアウトの項目を一度ずつ書くこと（%d 列目が該当しないか重複）");
      case MISSING_COLUMN ->
          say("be among the columns: every record must carry it", "列に含めること（必須項目）");
      case EMPTY -> say("have a header", "見出し行をもつこと");
      case NO_LINES ->
          say(
              "have lines in a full load, so nothing was loaded or registered; of what you hold"
                  + " nothing about, send no load",
              "全件登録では一行以上をもつこと（何も登録していません。保有しない情報は送らないでください）");
      default -> throw new IllegalStateException("no words for " + rule);
    };
  }

  private static Phrase say(String en, String ja) {
    return new Phrase(en, ja);
  }
}
