package renkei.testagencies.message;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.ExchangeId;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.PermitId;
import renkei.testagencies.vocabulary.PersonCode;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.Reason;
import renkei.testagencies.vocabulary.SerialNumber;
import renkei.testagencies.vocabulary.SubjectToken;

/** A message of the national contract; each is the root element of the same name in the XSD. */
public sealed interface Message {

  /** What every message carries first. */
  Header header();

  /**
   * Inquirer to core: a set of exchanges.
   *
   * @param answerBy when an answer stops to be of use
   */
  record Inquiry(
      Header header,
      InquiryId inquiryId,
      Purpose purpose,
      Handling handling,
      List<Asked> exchanges,
      Instant answerBy)
      implements Message {}

  /**
   * Core to provider: exchanges of one inquiry.
   *
   * @param sealingChain the certificate that answers are sealed to, then its issuers; 1 to 4
   */
  record PermittedInquiry(
      Header header, List<Permitted> exchanges, List<X509Certificate> sealingChain)
      implements Message {}

  /**
   * One exchange that the provider is asked for.
   *
   * @param subject the provider's code of the person
   */
  record Permitted(Permit permit, PersonCode subject) {}

  /** Core to inquirer: what became of exchanges of the inquiry at the core. */
  record Decision(Header header, InquiryId inquiryId, Map<ExchangeId, Ruling> rulings)
      implements Message {}

  /** Provider to inquirer: exchanges of one inquiry. */
  record Answer(Header header, InquiryId inquiryId, List<Answered> exchanges) implements Message {}

  /**
   * The answer to one exchange.
   *
   * @param askingAgainHelps there exactly when the outcome is {@link Outcome#FAILED}
   * @param provided there exactly when the outcome is {@link Outcome#PROVIDED}
   */
  record Answered(
      ExchangeId exchangeId,
      PermitId permitId,
      SubjectToken subjectToken,
      Outcome outcome,
      Optional<Reason> reason,
      Optional<Boolean> askingAgainHelps,
      Optional<Provided> provided) {}

  /** Core to municipality: person codes of the receiver for serial numbers. */
  record CodeDelivery(Header header, List<IssuedCode> codes) implements Message {}

  /**
   * Core to platform: a list that replaces the one before once all its parts have come.
   *
   * @param rows of all parts together
   */
  record PermissionListManifest(
      Header header,
      int version,
      LocalDate validFrom,
      LocalDate validTo,
      int rows,
      List<BodyClass> classes,
      List<ListPart> parts)
      implements Message {}

  /**
   * Core to platform: some rows of a list.
   *
   * @param part as the manifest has announced it
   */
  record PermissionListPart(Header header, int version, ListPart part) implements Message {}

  /**
   * What was given.
   *
   * @param clear what is said of it in clear; empty for a history
   * @param sealed {@code xenc:EncryptedData}, for the inquirer alone
   */
  record Provided(Optional<Clear> clear, Element sealed) {}

  /**
   * What is said in clear of records that are sealed.
   *
   * @param edition in whose form they are
   * @param records one at least
   */
  record Clear(Edition edition, List<GivenRecord> records) {}

  /**
   * One record.
   *
   * @param asOf the day the content was true
   */
  record GivenRecord(LocalDate asOf, long version) {}

  /** One code for one serial number. */
  record IssuedCode(SerialNumber serialNumber, PersonCode personCode) {}
}
