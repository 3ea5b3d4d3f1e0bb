package renkei.gateway.wording;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import renkei.broker.LocalId;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.CampaignId;
import renkei.codebook.ConsentBasis;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemCode;
import renkei.codebook.LaneRule;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.PersonCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;
import renkei.codebook.RecordKey;
import renkei.codebook.SerialNumber;
import renkei.codebook.SubjectToken;
import renkei.codebook.TenantId;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;
import renkei.tenantstore.layout.GroupCode;

/** The forms of the vocabulary, as callers are told them. */
public final class Forms {

  private static final Phrase ANY_UUID =
      new Phrase(
          "a UUID, such as 01a22b28-e49f-7451-a0b7-84dfb469c56d",
          "UUID（例 01a22b28-e49f-7451-a0b7-84dfb469c56d）");

  private static final Phrase LOWER_CASE_UUID =
      new Phrase(
          "a UUID in lower case, such as 01a22b28-e49f-7451-a0b7-84dfb469c56d",
          "小文字の UUID（例 01a22b28-e49f-7451-a0b7-84dfb469c56d）");

  private static final Phrase HEXADECIMAL =
      new Phrase("32 lower-case hexadecimal digits", "16 進数小文字 32 桁");

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final Pattern DIGEST_FORM = Pattern.compile("[0-9a-f]{64}");

  private static final int LONGEST_NAME = 200;

  private static final Pattern ROUTE_FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** 団体内統合宛名番号. */
  public static final Form<AddresseeNumber> ADDRESSEE_NUMBER =
      form(
          AddresseeNumber::new,
          "15 digits or capital letters, padded with zeros on the left",
          "数字又は英大文字 15 桁（左を 0 で埋める）");

  /** 事務コード. */
  public static final Form<AffairCode> AFFAIR =
      form(AffairCode::new, "JM and 14 digits", "JM に数字 14 桁");

  /** 機関コード. */
  public static final Form<AgencyCode> AGENCY = form(AgencyCode::new, "16 digits", "数字 16 桁");

  /** A calendar day. */
  public static final Form<LocalDate> DAY =
      form(LocalDate::parse, "a day, such as 2026-04-01", "日付（例 2026-04-01）");

  /** A length of time. */
  public static final Form<Duration> DURATION =
      form(Duration::parse, "an ISO 8601 duration, such as PT10S", "ISO 8601 の期間（例 PT10S）");

  /** A class of bodies, by its name in a permission list. */
  public static final Form<BodyClassId> BODY_CLASS =
      form(BodyClassId::new, "1 to 32 of A-Z, 0-9 and '-'", "英大文字・数字・「-」の 1～32 文字");

  /** Who belongs to a class of bodies. */
  public static final Form<BodyClass.Member> CLASS_MEMBER =
      form(
          BodyClass.Member::read,
          "kind:, body: or members-of:, then a kind of agency or an agency",
          "kind:・body:・members-of: のいずれかに機関種別又は機関コードを続けたもの");

  /** A name for people, in one language. */
  public static final Form<String> NAME =
      form(
          text -> {
            if (text.isBlank()
                || text.length() > LONGEST_NAME
                || text.codePoints().anyMatch(Character::isISOControl)) {
              throw new IllegalArgumentException("no name");
            }
            return text;
          },
          "a name of 1 to 200 characters",
          "1～200 文字の名称");

  /** A digest by SHA-256. */
  public static final Form<String> SHA_256 =
      form(
          text -> {
            if (!DIGEST_FORM.matcher(text).matches()) {
              throw new IllegalArgumentException("no digest");
            }
            return text;
          },
          "64 lower-case hexadecimal digits",
          "16 進数小文字 64 桁");

  /** 版. */
  public static final Form<Edition> EDITION =
      form(Edition::new, "a year and month, such as 2026-06", "年月（例 2026-06）");

  /** 特定個人情報名コード. */
  public static final Form<InformationCode> INFORMATION =
      form(InformationCode::new, "TM and 14 digits", "TM に数字 14 桁");

  /** What put an exchange into its lane. */
  public static final Form<LaneRule> LANE_RULE =
      form(
          LaneRule::new,
          "capital words joined by underscores, at most 32 characters",
          "英大文字の語を「_」で結んだ 32 文字以内");

  /** A campaign (一斉照会). */
  public static final Form<CampaignId> CAMPAIGN =
      form(CampaignId::new, "1 to 32 of A-Z, 0-9 and '-'", "英大文字・数字・「-」の 1～32 文字");

  /** A department or a user, as a local system calls them. */
  public static final Form<String> ASKED_BY =
      form(
          Exchange.AskedBy::requireText,
          "1 to 64 characters, no control characters",
          "1～64 文字（制御文字を含まない）");

  /** What a consent rests on. */
  public static final Form<ConsentBasis> CONSENT_BASIS =
      form(ConsentBasis::new, "1 to 32 of A-Z, 0-9 and '_'", "英大文字・数字・「_」の 1～32 文字");

  /** A row of the permission list. */
  public static final Form<PermissionRowId> PERMISSION_ROW =
      form(
          PermissionRowId::new,
          "1 to 32 of A-Z, 0-9 and '-', the first no '-'",
          "英大文字・数字・「-」の 1～32 文字（先頭は「-」以外）");

  /** What tells one record of a person from another. */
  public static final Form<RecordKey> RECORD_KEY =
      form(
          RecordKey::new,
          "up to 40 letters of A-Z and a-z, digits, '.', ':' or '-'",
          "英字・数字・「.」「:」「-」の 40 文字以内");

  /** A group of items of a layout. */
  public static final Form<GroupCode> GROUP =
      form(GroupCode::new, "TG and 14 digits", "TG に数字 14 桁");

  /** An exchange's id. */
  public static final Form<ExchangeId> EXCHANGE_ID = new Form<>(ExchangeId::parse, ANY_UUID);

  /** An inquiry's id. */
  public static final Form<InquiryId> INQUIRY_ID = new Form<>(InquiryId::parse, ANY_UUID);

  /** 特定個人情報項目コード. */
  public static final Form<ItemCode> ITEM = form(ItemCode::new, "TK and 14 digits", "TK に数字 14 桁");

  /** A local system's own name for an inquiry. */
  public static final Form<LocalId> LOCAL_ID =
      form(
          LocalId::new,
          "1 to 64 letters of A-Z and a-z, digits, '.', '_', ':' or '-'",
          "英字 A-Z・a-z、数字、「.」「_」「:」「-」の 1～64 文字");

  /** A permit's id. */
  public static final Form<PermitId> PERMIT_ID = new Form<>(PermitId::parse, ANY_UUID);

  /** 事務手続コード. */
  public static final Form<ProcedureCode> PROCEDURE =
      form(ProcedureCode::new, "JT and 14 digits", "JT に数字 14 桁");

  /** Why an outcome is what it is. */
  public static final Form<Reason> REASON =
      form(
          Reason::new,
          "capital words joined by underscores, at most 64 characters",
          "英大文字の語を「_」で結んだ 64 文字以内");

  /** A record's id. */
  public static final Form<RecordId> RECORD_ID = new Form<>(RecordId::parse, ANY_UUID);

  /** 処理通番. */
  public static final Form<SerialNumber> SERIAL_NUMBER =
      form(SerialNumber::new, "26 characters of A-Z and 2-7", "A-Z と 2-7 の 26 文字");

  /** Stands for a person in one permit. */
  public static final Form<SubjectToken> SUBJECT_TOKEN = new Form<>(SubjectToken::new, HEXADECIMAL);

  /** 団体コード. */
  public static final Form<TenantId> TENANT =
      form(TenantId::new, "6 digits, the last a check digit", "数字 6 桁（末尾は検査数字）");

  /** An instant. */
  public static final Form<Instant> TIME =
      form(
          Instant::parse,
          "a time in UTC, such as 2026-11-01T09:30:00Z",
          "協定世界時（例 2026-11-01T09:30:00Z）");

  /** Any UUID, in lower case. */
  public static final Form<UUID> UUID_LOWER_CASE =
      new Form<>(
          text -> {
            if (!UUID_FORM.matcher(text).matches()) {
              throw new IllegalArgumentException("no UUID in lower case");
            }
            return UUID.fromString(text);
          },
          LOWER_CASE_UUID);

  /** The name of a route, which the receiver's configuration resolves. */
  public static final Form<String> ROUTE =
      form(
          text -> {
            if (!ROUTE_FORM.matcher(text).matches()) {
              throw new IllegalArgumentException("no route");
            }
            return text;
          },
          "a route name: a small letter, then up to 31 small letters, digits or '-'",
          "経路名（英小文字に続けて英小文字・数字・「-」31 文字以内）");

  private Forms() {}

  /** 情報提供用個人識別符号 of this holder. */
  public static Form<PersonCode> personCode(AgencyCode holder) {
    return new Form<>(text -> new PersonCode(holder, text), HEXADECIMAL);
  }

  private static <T> Form<T> form(Function<String, T> reading, String en, String ja) {
    return new Form<>(reading, new Phrase(en, ja));
  }
}
