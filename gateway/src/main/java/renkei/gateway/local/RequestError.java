package renkei.gateway.local;

import java.util.Locale;
import renkei.gateway.wording.Phrase;

/**
 * Everything a local door answers instead of what was asked for. The codes do not change; {@code
 * docs/error-codes.md} lists them.
 */
public enum RequestError {
  /** The request is none of the contract's. */
  BAD_REQUEST(
      "The request does not follow the contract.",
      "要求が契約に従っていません。",
      "Check it against the contract.",
      "契約と照合してください。"),
  /** A parameter of the query that the operation does not have. */
  UNKNOWN_PARAMETER(
      "The operation has no such parameter.",
      "この操作にそのパラメータはありません。",
      "Send the parameters of the contract and no others: none is passed over.",
      "契約にあるパラメータだけを送ってください。読み飛ばしはしません。"),
  /** No JSON, or with other fields than the contract's. */
  MALFORMED_JSON(
      "The body is not the JSON of the contract.",
      "本文が契約の JSON ではありません。",
      "Send one JSON object with the fields of the contract and no others.",
      "契約の項目だけをもつ JSON オブジェクトを一つ送ってください。"),
  /** One field has no form of the contract. */
  MALFORMED_FIELD(
      "A field has not the form of the contract.",
      "項目の形式が契約と異なります。",
      "Correct the field and send the request again.",
      "項目を直して送り直してください。"),
  /** A file of replicas cannot be read, or cannot be read on. */
  MALFORMED_CSV(
      "The file cannot be read.",
      "ファイルを読み取れません。",
      "Correct the file and send it again.",
      "ファイルを直して送り直してください。"),
  /** The request ended too early. */
  BROKEN_OFF(
      "The request ended before it was whole.",
      "要求が途中で終わりました。",
      "Nothing of a file that broke off is registered; send the same file again.",
      "途中で切れたファイルは一行も登録されません。同じファイルを送り直してください。"),
  /** 個人番号 or 住民票コード where an opaque value belongs. */
  FORBIDDEN_NUMBER(
      "The request carries a number that must not be sent.",
      "送ってはならない番号が含まれています。",
      "Never send a 個人番号 or 住民票コード to the platform. The operator was alarmed.",
      "個人番号・住民票コードはプラットフォームに送らないでください。運用者に通報しました。"),
  /** More exchanges than one inquiry may have. */
  TOO_MANY_EXCHANGES(
      "The inquiry has more exchanges than one may have.",
      "一つの照会に含まれる件数が上限を超えています。",
      "Hand in several inquiries, each with a local id of its own.",
      "localId を分けて複数の照会にしてください。"),
  /** The same question twice in one inquiry. */
  REPEATED_EXCHANGE(
      "The inquiry asks the same twice.",
      "同じ照会が一つの照会に重複しています。",
      "Ask each provider once for the same person, information and condition.",
      "同じ機関・対象者・情報・条件の組合せは一度だけ書いてください。"),
  /** The directory has no such agency. */
  UNKNOWN_PROVIDER(
      "The directory does not know this agency.",
      "この機関は機関一覧にありません。",
      "Look it up in the directory (GET /tenants/{tenant}/agencies).",
      "機関一覧（GET /tenants/{tenant}/agencies）で確かめてください。"),
  /** The directory knows the agency, which is no body of its own today. */
  PROVIDER_ENDED(
      "The agency is no body of its own today: it has ended, has not begun, or is a ward of a city.",
      "この機関は本日時点で独立した機関ではありません（廃止済み、設置前又は行政区）。",
      "Ask the agency that holds the information in its place (GET /tenants/{tenant}/agencies/holder).",
      "承継した機関に照会してください（GET /tenants/{tenant}/agencies/holder で確かめられます）。"),
  /** The certificate names nobody who may call. */
  NO_CALLER(
      "The client certificate names no caller of this door.",
      "クライアント証明書がこの窓口の利用者を示していません。",
      "Use the certificate that was issued for this door, with one URI name.",
      "この窓口用に発行された、URI 名を一つだけもつ証明書を使ってください。"),
  /** A page of another site made a browser send it. */
  OTHER_SITE(
      "A page of another site made the browser send this.",
      "別のサイトのページがブラウザにこの要求を送らせました。",
      "Nothing was done. Close that page, and tell the operator.",
      "何も行っていません。そのページを閉じ、運用者に知らせてください。"),
  /** Another municipality's part. */
  OTHER_TENANT(
      "This is another municipality's part.",
      "他団体の領域です。",
      "Call your own municipality's part only. The operator was alarmed.",
      "自団体の領域だけを呼び出してください。運用者に通報しました。"),
  /** Not for callers in this role. */
  NOT_YOUR_ROLE(
      "This is not open to callers in your role.",
      "この操作はあなたの役割には許されていません。",
      "The contract says who may call it (x-roles).",
      "呼び出せる役割は契約（x-roles）にあります。"),
  /** Called by a staff terminal, and by no person. */
  NO_PERSON(
      "No person is named.",
      "職員が特定されていません。",
      "Log in, or call with a certificate that is bound to a member of staff.",
      "ログインするか、職員に結び付けた証明書で呼び出してください。"),
  /** Login, password, one-time code or enrolment code is not right. */
  WRONG_CREDENTIAL(
      "Login, password or code is not right.",
      "ログイン名、パスワード又はコードが正しくありません。",
      "Check them; each one-time code is good once.",
      "確かめてください。ワンタイムコードは一度だけ使えます。"),
  /** Not with the rights of this person. */
  NOT_YOUR_RIGHT(
      "This takes a right that the person does not have.",
      "この操作に必要な権限がありません。",
      "Ask whoever administers the rights of your municipality.",
      "自団体の権限管理者に確認してください。"),
  /** There is no such thing. */
  NOT_FOUND(
      "There is nothing of this name.",
      "該当するものがありません。",
      "Check the address and the ids in it; GET /openapi.yaml lists what is at this door.",
      "アドレスとその中の識別子を確かめてください。この窓口にあるものは GET /openapi.yaml で分かります。"),
  /** The directory names nobody, or several. */
  UNKNOWN_HOLDER(
      "The directory names no agency, or more than one, that held this on that day.",
      "その日にこの情報を保有していた機関が一つに定まりません。",
      "Choose the agency yourself, among those named if any are.",
      "機関を自分で選んでください（候補があるときはその中から選びます）。"),
  /** Not a method of the contract. */
  METHOD_NOT_ALLOWED(
      "The path has no such method.",
      "このパスにそのメソッドはありません。",
      "The answer's Allow lists those there are.",
      "使えるメソッドは応答の Allow にあります。"),
  /** Not an answer of the contract. */
  NOT_ACCEPTABLE(
      "The path has no answer of the media types that Accept names.",
      "Accept にあるメディアタイプでは応答できません。",
      "See the contract for the media types of this path.",
      "このパスのメディアタイプは契約にあります。"),
  /** The person has no code. */
  NO_CODE(
      "The person has no code yet.",
      "この方の符号はまだありません。",
      "Ask for a serial number first, and inquire once the code is ACTIVE.",
      "先に処理通番を取得し、符号が ACTIVE になってから照会してください。"),
  /** The same name for something else. */
  LOCAL_ID_TAKEN(
      "This local id names another inquiry already.",
      "この localId は別の照会で使用済みです。",
      "Give the inquiry a local id of its own.",
      "照会ごとに別の localId を付けてください。"),
  /** The same name for another load. */
  BATCH_DIFFERS(
      "This batch was loaded before, and is another.",
      "この batch は登録済みで、内容が異なります。",
      "Give each load a batch of its own; only the same bytes, meant the same way, may come again.",
      "登録ごとに別の batch を付けてください。同じ batch で再送できるのは同じ内容だけです。"),
  /** What came of a part before is something else. */
  PART_DIFFERS(
      "Something else is kept of this part.",
      "このパートには別の内容が保存されています。",
      "Send the part as it was before, or give the load up (DELETE) and begin a new one.",
      "前と同じ内容を送るか、その登録を取りやめて（DELETE）新しく始めてください。"),
  /** Parts come in their order, and a load ends with its last. */
  PART_MISSING(
      "A part of the load is missing, or is not whole.",
      "登録のパートが不足しているか、途中までです。",
      "Read the load (GET): send the first part that is not complete, and those behind it.",
      "登録の状態（GET）を確かめ、完了していない最初のパートから送ってください。"),
  /** It counts already, waits or was a test. */
  LOAD_ENDED(
      "The load has ended: no part can be added.",
      "この登録は終了しており、パートを追加できません。",
      "Read what came of it (GET), and give the next load a batch of its own.",
      "結果（GET）を確かめ、次の登録には別の batch を付けてください。"),
  /** A few loads in parts may be open. */
  TOO_MANY_LOADS(
      "As many loads are open as one municipality may have.",
      "同時に開ける登録の数を超えています。",
      "End or give up one of them first (GET /tenants/{tenant}/loads).",
      "先にどれかを終了するか取りやめてください（GET /tenants/{tenant}/loads）。"),
  /** A new edition is looked at before it is loaded. */
  TEST_FIRST(
      "Nobody has signed this edition off.",
      "この版はまだ確認（サインオフ）されていません。",
      "Load it with mode=test, look at the differences, and have a member of staff sign it off.",
      "mode=test で登録して差異を確かめ、職員がサインオフしてから登録してください。"),
  /** A difference would hide what the edition before says. */
  FULL_LOAD_FIRST(
      "The first load of this edition must be full.",
      "この版の最初の登録は全件（full）でなければなりません。",
      "Send a full load first, differences after it.",
      "先に full で登録し、その後に difference を送ってください。"),
  /** Two members of staff approve. */
  SAME_PERSON(
      "You approved this already.",
      "あなたは既に承認しています。",
      "Another member of staff has to approve too.",
      "別の職員の承認が必要です。"),
  /** Not before it was looked at. */
  NOT_SIGNED_OFF(
      "This load was not signed off.",
      "この登録はサインオフされていません。",
      "Look at its differences, and have a member of staff sign the edition off.",
      "差異を確かめ、職員が版をサインオフしてください。"),
  /** Something new holds what staff would release. */
  HELD_AGAIN(
      "Something new holds the answer.",
      "新たな事由で自動応答不可になっています。",
      "Look at the person's case again; then release or refuse.",
      "その方の状況を確かめ直してから、回答又は拒否を選んでください。"),
  /** More than this door takes. */
  TOO_LARGE(
      "The request is larger than this door takes.",
      "要求がこの窓口の受け付ける大きさを超えています。",
      "Send less at once.",
      "分けて送ってください。"),
  /** Not a media type of the contract. */
  UNSUPPORTED_MEDIA_TYPE(
      "The body has a media type, character set or coding that is not taken.",
      "本文のメディアタイプ、文字集合又は符号化を受け付けられません。",
      "Send what the contract names for this path, in UTF-8 and not encoded.",
      "契約にある種類を、UTF-8 で、圧縮せずに送ってください。"),
  /** It took too long to come. */
  TOO_SLOW(
      "The request did not arrive in time.", "要求が時間内に届きませんでした。", "Send it again.", "送り直してください。"),
  /** More than a counter asks. */
  TOO_FAST(
      "No counter asks so fast.",
      "窓口の照会としては多すぎます。",
      "Send mass inquiries in lane ROUTINE or BULK; others again after Retry-After.",
      "大量照会は ROUTINE 又は BULK で送ってください。それ以外は Retry-After の後に送り直してください。"),
  /** Too much of this kind waits or is under way. */
  BUSY(
      "Too much of this kind is waiting or under way.",
      "この種の処理が多すぎます。",
      "Send the same again after Retry-After.",
      "Retry-After の後に同じものを送り直してください。"),
  /** Something this platform needs is away. */
  UNAVAILABLE(
      "The platform cannot reach its database now.",
      "プラットフォームは現在データベースに接続できません。",
      "Send the same again after Retry-After.",
      "Retry-After の後に同じものを送り直してください。"),
  /** The municipality's certificate here has ended. */
  CERTIFICATE_ENDED(
      "The platform's certificate for this municipality has ended.",
      "この団体に関するプラットフォームの証明書が期限切れです。",
      "Ask the operator to replace it.",
      "運用者に更新を依頼してください。"),
  /** The municipality's keys here cannot be used. */
  KEYS_UNUSABLE(
      "The platform's keys for this municipality cannot be used.",
      "この団体に関するプラットフォームの鍵を使用できません。",
      "Ask the operator to look.",
      "運用者に確認を依頼してください。"),
  /** A fault of this platform. */
  FAILED(
      "The platform failed.",
      "プラットフォームで障害が発生しました。",
      "Try again, and tell the operator if it fails again.",
      "もう一度試し、再び失敗するときは運用者に連絡してください。");

  private final String title;
  private final String titleJa;
  private final String advice;
  private final String adviceJa;

  RequestError(String title, String titleJa, String advice, String adviceJa) {
    this.title = title;
    this.titleJa = titleJa;
    this.advice = advice;
    this.adviceJa = adviceJa;
  }

  /** What is wrong, the same for every occurrence. */
  public Phrase title() {
    return new Phrase(title, titleJa);
  }

  /** What the caller can do next. */
  public Phrase advice() {
    return new Phrase(advice, adviceJa);
  }

  /** The name in answers, which does not change. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether people have to look at it. */
  public boolean isAlarm() {
    return this == FORBIDDEN_NUMBER || this == OTHER_TENANT;
  }
}
