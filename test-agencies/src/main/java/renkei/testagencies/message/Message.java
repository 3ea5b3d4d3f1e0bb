package renkei.testagencies.message;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
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
   * Inquirer to core.
   *
   * @param subject the inquirer's own code of the person
   * @param answerBy when an answer stops to be of use
   */
  record Inquiry(
      Header header,
      InquiryId inquiryId,
      Purpose purpose,
      Lane lane,
      AgencyCode provider,
      Matter matter,
      PersonCode subject,
      Instant answerBy)
      implements Message {}

  /**
   * Core to provider.
   *
   * @param subject the provider's code of the person
   * @param sealingChain the certificate that the answer is sealed to, then its issuers; 1 to 4
   */
  record PermittedInquiry(
      Header header, Permit permit, PersonCode subject, List<X509Certificate> sealingChain)
      implements Message {}

  /** Core to inquirer: what became of the inquiry at the core. */
  record Decision(Header header, InquiryId inquiryId, Ruling ruling) implements Message {}

  /**
   * Provider to inquirer.
   *
   * @param askingAgainHelps there exactly when the outcome is {@link Outcome#FAILED}
   * @param provided there exactly when the outcome is {@link Outcome#PROVIDED}
   */
  record Answer(
      Header header,
      PermitId permitId,
      InquiryId inquiryId,
      SubjectToken subjectToken,
      Outcome outcome,
      Optional<Reason> reason,
      Optional<Boolean> askingAgainHelps,
      Optional<Provided> provided)
      implements Message {}

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
   * @param asOf the day the content was true
   * @param sealed {@code xenc:EncryptedData}, for the inquirer alone
   */
  record Provided(LocalDate asOf, Edition edition, long replicaVersion, Element sealed) {}

  /** One code for one serial number. */
  record IssuedCode(SerialNumber serialNumber, PersonCode personCode) {}
}
