package renkei.gateway.local;

import java.util.Optional;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.load.LoadLine;

/** How callers are told what a file of replicas, a line or a field of it must be. */
public final class LineWords {

  private static final Phrase IN_PART = new Phrase("(in part %d)", "（パート %d）");

  private LineWords() {}

  /** Completes "must …". */
  public static Phrase expected(Objection objection) {
    Phrase words = words(objection.rule());
    LoadLine place = LoadLine.of(objection.number());
    Phrase said =
        !words.en().contains("%d")
            ? words
            : objection.rule() == Objection.Rule.REPEATED_LINE && place.part() > 1
                ? words.with(place.line()).and(IN_PART.with(place.part()))
                : words.with(objection.number());
    return objection.offered().map(character -> said.and(offer(character))).orElse(said);
  }

  /** What the layout calls an item (項目名); empty if it is none of its. */
  public static Optional<Phrase> name(Layout layout, String item) {
    return layout.items().stream()
        .filter(each -> each.code().value().equals(item))
        .map(each -> new Phrase(each.names().en(), each.names().ja()))
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
      case OPERATION -> say("be PUT, ADD or DELETE", "PUT、ADD 又は DELETE であること");
      case DATE ->
          say(
              "be a day of the calendar as yyyy-MM-dd, such as 2026-06-01",
              "実在する日付を yyyy-MM-dd で書くこと（例 2026-06-01）");
      case FUTURE_DATE -> say("be no later than today in Japan", "日本時間の今日以前であること");
      case DELETE_WITH_VALUE -> say("be empty in a line of DELETE", "DELETE の行では空にすること");
      case REQUIRED -> say("have a value", "値をもつこと（必須項目）");
      case TOO_LONG -> say("have at most %d characters", "%d 文字以内であること");
      case BLANK -> say("be empty or hold more than spaces", "空にするか、空白以外の文字を含むこと");
      case VARIATION_SELECTOR, CONTROL_CHARACTER, HALF_WIDTH_KANA, CHARACTER, KATAKANA ->
          wordsOfCharacters(rule);
      case WHOLE_NUMBER ->
          say(
              "be a whole number in ASCII digits, without leading zeros or separators",
              "半角数字の整数であること（先頭の 0 や区切りを付けない）");
      case UNCERTAIN_DATE, YEAR_MONTH, YEAR, FISCAL_YEAR, FLAG -> wordsOfForm(rule);
      case RECORD_KEY,
          SEQUENCE,
          VALID_DATES,
          NOT_EMPTY,
          INSTANCE,
          STRAY_ADD,
          RECORD_TOO_LONG,
          UNREADABLE_PART,
          REPEATED_LINE,
          SEQUENCE_REUSED ->
          wordsOfLines(rule);
      case ABSENCE,
          STANDARD_FORM,
          UNKNOWN_ITEM,
          REPEATED_ITEM,
          UNKNOWN_GROUP,
          TOO_MANY_INSTANCES,
          NOT_AFTER,
          SUM,
          ONE_OF ->
          wordsOfRecord(rule);
      case CODE_LIST ->
          say("be a value of the item's code list, which the layout holds", "レイアウトにあるコード一覧の値であること");
      case UNSTORABLE ->
          say(
              "hold values that can be stored: check its dates and numbers",
              "保存できる値であること（日付と数値を確認する）");
      default -> wordsOfFile(rule);
    };
  }

  /** As {@link #words}, for the characters of a text. */
  private static Phrase wordsOfCharacters(Objection.Rule rule) {
    return switch (rule) {
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
      default -> throw new IllegalStateException("no words for " + rule);
    };
  }

  private static Phrase offer(String character) {
    return say("(" + character + ")", "（" + character + "）");
  }

  /** As {@link #words}, for the forms of dates and flags. */
  private static Phrase wordsOfForm(Objection.Rule rule) {
    return switch (rule) {
      case UNCERTAIN_DATE ->
          say(
              "be a day as yyyy-MM-dd, with XX for what is not known of it: 2026-03-XX, 2026-XX-XX"
                  + " or XXXX-XX-XX",
              "yyyy-MM-dd で書き、不詳の部分は XX とすること（2026-03-XX、2026-XX-XX、XXXX-XX-XX）");
      case YEAR_MONTH ->
          say("be a month as yyyy-MM, such as 2026-06", "年月を yyyy-MM で書くこと（例 2026-06）");
      case YEAR -> say("be a year in four digits, such as 2026", "西暦年を4桁で書くこと（例 2026）");
      case FISCAL_YEAR ->
          say(
              "be a fiscal year in four digits, such as 2026 for April 2026 to March 2027",
              "年度を西暦4桁で書くこと（例 2026 は 2026 年 4 月から 2027 年 3 月まで）");
      case FLAG -> say("be 1 for yes or 0 for no", "1（はい）又は 0（いいえ）であること");
      default -> throw new IllegalStateException("no words for " + rule);
    };
  }

  /** As {@link #words}, for rules about a whole record. */
  private static Phrase wordsOfRecord(Objection.Rule rule) {
    return switch (rule) {
      case ABSENCE ->
          say(
              "have a value, or a reason for none that the layout allows here",
              "値をもつか、レイアウトがこの項目に認める「値なしの理由」であること");
      case STANDARD_FORM -> say("come in one form only", "表記が一つだけの項目であり、標準文字の欄をもたないこと");
      case UNKNOWN_ITEM ->
          say("be an item that the layout has at this place", "レイアウトがこの場所にもつ項目であること");
      case REPEATED_ITEM -> say("stand once", "一度だけ書くこと");
      case UNKNOWN_GROUP ->
          say("be a group that the layout has at this place", "レイアウトがこの場所にもつグループであること");
      case TOO_MANY_INSTANCES -> say("occur at most %d times", "%d 回以内であること");
      case NOT_AFTER ->
          say(
              "not lie before the item that the layout puts ahead of it",
              "レイアウトが先と定める項目より前にならないこと");
      case SUM -> say("be the sum of the items it is made up of", "内訳の項目の合計であること");
      case ONE_OF ->
          say(
              "be there, or another of the items of which exactly one must be",
              "どれか一つだけに値をもつ項目の組で、ちょうど一つに値があること");
      default -> throw new IllegalStateException("no words for " + rule);
    };
  }

  /** As {@link #words}, for rules about what makes lines a record. */
  private static Phrase wordsOfLines(Objection.Rule rule) {
    return switch (rule) {
      case RECORD_KEY ->
          say(
              "be what the layout's key names: a fiscal year, the first day of a period, a serial"
                  + " of up to 40 letters, digits, '.', ':' and '-', or nothing",
              "レイアウトのキーどおりであること（年度、期間の初日、40文字以内の英数字と「.」「:」「-」の番号、又は空）");
      case SEQUENCE ->
          say(
              "be the source's order of the record's changes, a whole number of up to 18 digits",
              "変更順を示す18桁以内の整数であること");
      case VALID_DATES ->
          say(
              "be the days on which the record is valid, from one to a later one; of a period its"
                  + " key is the first",
              "有効期間の初日と末日（末日は初日以後）であること。期間キーの場合は初日がキーと同じであること");
      case NOT_EMPTY -> say("be empty in this line", "この行では空にすること");
      case INSTANCE ->
          say(
              "count on within the group, by a path such as 1.2, behind the line of the instance"
                  + " around it",
              "1.2 のような枝番で、親の行の後にグループ内で1から順に数えること");
      case STRAY_ADD ->
          say(
              "follow the line of PUT whose number, key and sequence it has",
              "同じ番号・キー・変更順をもつ PUT の行に続くこと");
      case RECORD_TOO_LONG ->
          say(
              "have at most %d lines a record, and a million characters",
              "1件の記録は %d 行、100万文字以内であること");
      case UNREADABLE_PART ->
          say(
              "be followed by readable lines: the next one may be part of the record",
              "直後の行が読み取れること（記録の一部の可能性があります）");
      case REPEATED_LINE ->
          say(
              "have a sequence of its own; line %d says something else of the same one",
              "変更順が重複しないこと（%d 行目が同じ変更順で別の内容）");
      case SEQUENCE_REUSED ->
          say(
              "have a sequence of its own; what stands has the same one and another content",
              "変更順が登録済みのものと重複しないこと（内容が異なる）");
      default -> throw new IllegalStateException("no words for " + rule);
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
      case JSON ->
          say(
              "be one JSON object with the members of a record, and no others",
              "記録の項目だけをもつ JSON オブジェクトを一行に一つ書くこと");
      case NO_LAYOUT ->
          say(
              "be of a layout that there is (GET /tenants/{tenant}/layouts)",
              "存在するレイアウトのものであること（GET /tenants/{tenant}/layouts）");
      case NO_HEADER ->
          say(
              "start with the header operation,addressee_number,record_key,sequence,as_of,"
                  + "valid_from,valid_to,group,instance and item codes",
              "見出し行 operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,"
                  + "group,instance と項目コードで始まること");
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
