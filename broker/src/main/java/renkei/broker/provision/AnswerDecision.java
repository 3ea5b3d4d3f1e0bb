package renkei.broker.provision;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import renkei.broker.AnswerSource;
import renkei.broker.BrokerParts;
import renkei.broker.Question;
import renkei.broker.engine.ListDecision;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.ItemChoice;
import renkei.codebook.JapanTime;
import renkei.codebook.Matter;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionQuestion;
import renkei.codebook.permission.Permissions;
import renkei.codebook.vault.CodeVaults;

/**
 * Decides what is answered to a permitted inquiry: permit and permission list first, then the
 * tenant's own data, which may ask for a hold.
 */
final class AnswerDecision {

  private final CodeVaults vaults;
  private final Permissions permissions;
  private final AnswerSource answers;
  private final Clock clock;

  AnswerDecision(BrokerParts parts, AnswerSource answers, Clock clock) {
    this.vaults = parts.vaults();
    this.permissions = parts.permissions();
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * What is answered.
   *
   * @param list version of the permission list it was decided by; empty if none was asked
   */
  record Decided(AnswerToSend.Body answer, Optional<Long> list) {

    /** An answer that no permission list was asked about. */
    static Decided withoutList(AnswerToSend.Body answer) {
      return new Decided(answer, Optional.empty());
    }
  }

  /** Whom it is about; empty if the person code is bound to nobody. */
  Optional<AddresseeNumber> subject(UnitOfWork work, PermittedInquiry asked) {
    return vaults.of(work.transaction()).findAddressee(asked.subject());
  }

  /**
   * What is answered; empty if it is to wait for staff.
   *
   * @param released since when this provision had been on hold when staff released it
   */
  Optional<Decided> decide(
      UnitOfWork work,
      PermittedInquiry asked,
      Optional<AddresseeNumber> subject,
      Optional<Instant> released) {
    Permit permit = asked.permit();
    Instant now = clock.instant();
    if (!permit.isValidAt(now)) {
      return Optional.of(
          Decided.withoutList(
              AnswerToSend.WithoutContent.of(Outcome.EXPIRED, ProvisionReasons.PERMIT_EXPIRED)));
    }
    ListDecision decided =
        ListDecision.by(
            permissions,
            new PermissionQuestion(
                permit.inquirer(),
                permit.provider(),
                permit.purpose(),
                new Matter(
                    permit.affair(),
                    permit.procedure(),
                    permit.information(),
                    new ItemChoice.All()),
                JapanTime.date(now)));
    return answer(work, permit, subject, released, decided.decision())
        .map(answer -> new Decided(answer, decided.list()));
  }

  private Optional<AnswerToSend.Body> answer(
      UnitOfWork work,
      Permit permit,
      Optional<AddresseeNumber> subject,
      Optional<Instant> released,
      PermissionDecision decision) {
    return switch (decision) {
      case PermissionDecision.Denied(PermissionDecision.Reason why) ->
          Optional.of(AnswerToSend.WithoutContent.of(Outcome.REFUSED, new Reason(why.name())));
      case PermissionDecision.Allowed _ ->
          answered(
              answers.answer(
                  work.transaction(),
                  new Question(
                      permit.inquirer(),
                      subject,
                      permit.information(),
                      permit.purpose(),
                      released)));
    };
  }

  private static Optional<AnswerToSend.Body> answered(Answer answer) {
    return switch (answer) {
      case Answer.Provided provided -> Optional.of(new AnswerToSend.WithContent(provided));
      case Answer.NoRecord() -> Optional.of(AnswerToSend.WithoutContent.of(Outcome.NO_RECORD));
      case Answer.NotRegistered() ->
          Optional.of(AnswerToSend.WithoutContent.of(Outcome.NOT_REGISTERED));
      case Answer.Held() -> Optional.empty();
    };
  }
}
