package renkei.tenantstore.layout;

/** Why a layout is not taken, in the words of both languages; what it is said of stands beside. */
public enum LayoutRefusal {
  /** The signature does not hold, or its signer's certificate does not count. */
  SIGNATURE_WRONG(
      "署名を検証できません。",
      "The signature does not hold, or the certificate of its signer does not count."),
  /** A genuine signature of somebody who publishes no layouts. */
  SIGNER_NOT_ALLOWED("署名者はレイアウトの発行者ではありません。", "The signer is nobody whose layouts are taken."),
  /** No JSON object of UTF-8, larger than a layout may be, or with a member that occurs twice. */
  UNREADABLE(
      "JSON として読めないか、大きすぎるか、同じ名前が二度あります。",
      "It cannot be read as JSON, is too large, or has a member twice."),
  /** A member that this form of layouts does not have. */
  UNKNOWN_MEMBER("この形式にない名前です。", "This form of layouts has no such member."),
  /** A member without which there is no layout. */
  MEMBER_MISSING("必要な名前がありません。", "This member is missing."),
  /** A member whose value is not of its form, or does not fit another member. */
  MALFORMED(
      "値の形式が正しくないか、ほかの値と合いません。",
      "The value is not of its form, or does not fit what stands beside it."),
  /** A code, a converter or a step that occurs twice. */
  REPEATED("同じものが二度あります。", "It occurs twice."),
  /** Groups that lie in one another in a circle. */
  GROUP_CYCLE("グループの親子関係が循環しています。", "Groups lie in one another in a circle."),
  /** A group whose parent, or an item whose group, is not in the file. */
  UNKNOWN_PARENT("親グループがありません。", "The group that it lies in does not exist."),
  /** An item names a code list that is not in the file. */
  CODE_LIST_MISSING("コード表がありません。", "The code list that it names does not exist."),
  /** A cross-item rule names an item that is not in the file. */
  RULE_NAMES_NOTHING("検査規則が、ない項目を指しています。", "A rule names an item that does not exist."),
  /** A cross-item rule whose items cannot be held against each other. */
  RULE_DOES_NOT_FIT(
      "検査規則の項目を比べることができません。", "The items of a rule cannot be held against each other."),
  /** A converter names an edition that is not the one before, or an item that does not exist. */
  CONVERTER_NAMES_NOTHING(
      "変換が、直前の版でない版か、ない項目を指しています。",
      "A converter names an edition that is not the one before, or an item that does not exist."),
  /** A converter would make values that the edition it converts to does not allow. */
  CONVERTER_DOES_NOT_FIT(
      "変換先の版で許されない値になります。",
      "A converter makes values that the edition it converts to does not allow."),
  /** A converter does not fill a required item. */
  CONVERTER_LOSES_REQUIRED(
      "変換すると必須項目が失われます。", "A converter loses an item that every record must carry."),
  /** There is a newer edition already. */
  NOT_NEWER("すでに新しい版があります。", "There is a newer edition of this information code already."),
  /** Another file came before under the same information code and edition. */
  CONTRADICTS(
      "同じ情報名コードと版で、内容の違うファイルがすでにあります。",
      "Another file of the same information code and edition is kept already."),
  /** It would answer from a time that is over, instead of the edition that answers. */
  ACTIVATION_IN_THE_PAST(
      "適用開始が過去です。回答中の版をさかのぼって変えることはできません。",
      "It would answer from a time that is over; an edition is never replaced for the past.");

  private final String ja;
  private final String en;

  LayoutRefusal(String ja, String en) {
    this.ja = ja;
    this.en = en;
  }

  /** The sentence in Japanese. */
  public String ja() {
    return ja;
  }

  /** The sentence in English. */
  public String en() {
    return en;
  }
}
