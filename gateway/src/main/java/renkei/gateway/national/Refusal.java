package renkei.gateway.national;

import renkei.gateway.wording.Phrase;

/**
 * Why a message was refused; nothing was done. The names go out as {@code Refusal/Code} and into
 * the counter; the texts say what the sender can do and never quote the message.
 */
enum Refusal {
  /** Larger, deeper or with more elements than the contract allows. */
  TOO_LARGE(413, "the message is larger than this door takes", "電文がこの窓口の受け付ける大きさを超えています"),
  /** The sender took too long. */
  TOO_SLOW(
      408, "the message did not arrive in time; send it again", "電文が時間内に届きませんでした。同じ電文を再送してください"),
  /** The body breaks HTTP's own rules, such as a chunk without a size. */
  MALFORMED_BODY(
      400,
      "the request does not follow HTTP; mend what sends it",
      "要求が HTTP の規則に従っていません。送信側を修正してください"),
  /** Not a method of the contract. */
  METHOD_NOT_ALLOWED(
      405,
      "send messages by POST; GET /national?wsdl reads the contract",
      "電文は POST で送ってください。契約は GET /national?wsdl で読めます"),
  /** Not a media type, character set or encoding of the contract. */
  NOT_A_MESSAGE(
      415,
      "send SOAP 1.2 as application/soap+xml in UTF-8, not encoded",
      "SOAP 1.2 を application/soap+xml、UTF-8 で、圧縮せずに送ってください"),
  /** Not XML, or XML with a document type declaration, or beyond the bounds. */
  MALFORMED_XML(
      400,
      "the message is not well-formed XML within the bounds of the contract",
      "電文が契約の範囲内の整形式 XML ではありません"),
  /** Not SOAP 1.2 with one payload. */
  NOT_SOAP(
      400,
      "the message is not SOAP 1.2 with one payload element",
      "電文が SOAP 1.2 のエンベロープと一つのペイロードの形ではありません"),
  /** Not an envelope of SOAP 1.2 (part 1, 5.4.6). */
  VERSION_MISMATCH(
      500, "the message is not in an envelope of SOAP 1.2", "電文が SOAP 1.2 のエンベロープに入っていません"),
  /** A header block must be understood, and none is understood here (part 1, 5.2.3). */
  NOT_UNDERSTOOD(
      500,
      "a SOAP header block must be understood and is not; send the message without it",
      "理解を求められた SOAP ヘッダブロックを処理できません。付けずに送ってください"),
  /** Of another version of the contract. */
  VERSION_NOT_SPOKEN(
      400,
      "this version of the contract is not spoken here; Speaks says which is",
      "この版の契約には対応していません。対応する版は Speaks にあります"),
  /** A kind of this version that this party does not take. */
  KIND_NOT_SPOKEN(
      400,
      "messages of this kind are not taken here; Speaks says which are",
      "この種類の電文には対応していません。対応する種類は Speaks にあります"),
  /** An addition to the whole message must be understood, and is not. */
  ADDITION_NOT_UNDERSTOOD(
      400,
      "the message adds something that must be understood and is not; send it without that",
      "理解を必須とする追加要素を処理できません。付けずに送ってください"),
  /** Of the test environment, and this is production, or the other way round. */
  OTHER_ENVIRONMENT(
      400,
      "the message is of another environment than this platform",
      "電文の環境（本番・試験）がこのプラットフォームと異なります"),
  /** More exchanges than one message may hold here. */
  TOO_MANY_EXCHANGES(
      400,
      "the message holds more exchanges than are taken at once; Speaks says how many are",
      "一つの電文で受け付ける件数を超えています。上限は Speaks にあります"),
  /** Exchanges that do not belong together. */
  MIXED_EXCHANGES(
      400,
      "the exchanges of the message do not belong together; send those of one inquiry",
      "電文に含まれる照会が一組のものではありません。一つの照会のものだけを送ってください"),
  /** The payload's root is no message this party takes. */
  UNKNOWN_MESSAGE(400, "this door does not take messages of this kind", "この窓口はこの種類の電文を受け付けません"),
  /** The TLS client may not call here. */
  CALLER_NOT_ALLOWED(
      403, "the client certificate may not call this door", "このクライアント証明書ではこの窓口を呼び出せません"),
  /** No signature that counts. */
  SIGNATURE_INVALID(400, "the payload carries no signature that counts here", "ペイロードに有効な署名がありません"),
  /** Signed by somebody else than the sender it names. */
  SENDER_NOT_SIGNER(400, "the signer is not the sender the header names", "署名者がヘッダの送信者と一致しません"),
  /** This sender may not send this kind. */
  SENDER_NOT_ALLOWED(403, "this sender may not send messages of this kind", "この送信者はこの種類の電文を送れません"),
  /** The receiver does not live on this platform. */
  UNKNOWN_RECEIVER(400, "the receiver is not here", "宛先がこのプラットフォームにありません"),
  /** Its life is over. */
  EXPIRED(400, "the message has expired; compose a new one", "電文の有効期限が切れています。新しい電文を作成してください"),
  /** Its time of sending lies ahead, or its life is longer than allowed. */
  NOT_PLAUSIBLE(
      400,
      "the times of the message are not plausible; check the clock",
      "電文の時刻が妥当ではありません。時計を確認してください"),
  /** An element is missing, unknown or malformed. */
  MALFORMED_MESSAGE(400, "the message does not follow the contract", "電文が契約に従っていません"),
  /** 個人番号 or 住民票コード where an opaque value belongs. */
  FORBIDDEN_NUMBER(
      400,
      "the message carries a number that must not be sent here",
      "送ってはならない番号（個人番号又は住民票コード）が電文に含まれています"),
  /** The permit does not fit the message. */
  PERMIT_MISMATCH(400, "the permit does not belong to this message", "情報提供許可証がこの電文と一致しません"),
  /** The permit is issued ahead or after its end, or lives longer than a message may. */
  PERMIT_NOT_PLAUSIBLE(
      400,
      "the times of the permit are not plausible; issue another",
      "情報提供許可証の時刻が妥当ではありません。新しい許可証を発行してください"),
  /** The permit's route leads nowhere here. */
  UNKNOWN_ROUTE(
      400,
      "the permit names a route that this platform does not know",
      "情報提供許可証の経路名がこのプラットフォームにありません"),
  /** A permission list that is not newer than the one before. */
  LIST_NOT_NEWER(
      409,
      "a newer permission list was delivered before; deliver one with a greater version",
      "より新しい照会許可用照合リストが届いています。より大きい版番号で送ってください"),
  /** A permission list of a version that was announced, or delivered, with another content. */
  LIST_CONTRADICTS(
      409,
      "this version was announced with another content; deliver one with a greater version",
      "この版のリストは別の内容で届いています。より大きい版番号で送ってください"),
  /** A part of a permission list that no manifest has announced. */
  LIST_PART_UNKNOWN(
      409,
      "no manifest announced this part; deliver the manifest of this version first",
      "この部分を示す目録が届いていません。先にこの版の目録を送ってください"),
  /** A permission list that names a body which the directory does not have. */
  LIST_UNKNOWN_BODY(
      409,
      "the list names a body that is not in the directory; the list before stays in force",
      "機関一覧にない機関がリストに含まれています。直前のリストが引き続き有効です"),
  /** A permission list with rows of which each forbids what the other allows. */
  LIST_ROWS_CONTRADICT(
      409,
      "two rows hold for the same exchange and ask for different consent or delegation;"
          + " the list before stays in force",
      "同じ照会に当てはまる二つの行が、本人同意又は委任について食い違っています。直前のリストが引き続き有効です"),
  /** A permission list that has fewer or more rows than it says. */
  LIST_ROWS_MISSING(
      409,
      "the rows are not as many as the manifest says; the list before stays in force",
      "行数が目録と一致しません。直前のリストが引き続き有効です"),
  /** Not a permission list by its form. */
  LIST_MALFORMED(
      400,
      "the list does not have the form of one; the list before stays in force",
      "リストの形式が契約に従っていません。直前のリストが引き続き有効です"),
  /** The same id came before with other content. */
  MESSAGE_ID_REUSED(
      409,
      "this message id was used for another content; compose a new message",
      "この電文識別子は別の内容で使用済みです。新しい電文を作成してください"),
  /** Too much work of its lane is waiting. */
  BUSY(503, "too much is waiting; send the message again later", "処理待ちが多すぎます。時間をおいて同じ電文を再送してください"),
  /** Something this platform needs is away. */
  UNAVAILABLE(
      503,
      "the platform cannot keep messages now; send the message again later",
      "現在電文を保存できません。時間をおいて同じ電文を再送してください"),
  /** A fault of this platform. */
  FAULT(
      500,
      "the platform failed; send the message again later",
      "プラットフォームで障害が発生しました。時間をおいて同じ電文を再送してください");

  private final int status;
  private final String en;
  private final String ja;

  Refusal(int status, String en, String ja) {
    this.status = status;
    this.en = en;
    this.ja = ja;
  }

  /** The code of the fault (part 1, 5.4.6): of the receiver where sending the same may help. */
  String faultCode() {
    return switch (this) {
      case VERSION_MISMATCH -> "VersionMismatch";
      case NOT_UNDERSTOOD -> "MustUnderstand";
      default -> status >= 500 || this == TOO_SLOW ? "Receiver" : "Sender";
    };
  }

  /** Whether sending the same message again may help. */
  boolean mayPass() {
    return faultCode().equals("Receiver");
  }

  /** Whether people have to look at it. */
  boolean isAlarm() {
    return switch (this) {
      case FORBIDDEN_NUMBER,
          OTHER_ENVIRONMENT,
          PERMIT_MISMATCH,
          PERMIT_NOT_PLAUSIBLE,
          UNKNOWN_ROUTE,
          LIST_NOT_NEWER,
          LIST_CONTRADICTS,
          LIST_PART_UNKNOWN,
          LIST_UNKNOWN_BODY,
          LIST_ROWS_CONTRADICT,
          LIST_ROWS_MISSING,
          LIST_MALFORMED ->
          true;
      default -> false;
    };
  }

  int status() {
    return status;
  }

  Phrase text() {
    return new Phrase(en, ja);
  }
}
