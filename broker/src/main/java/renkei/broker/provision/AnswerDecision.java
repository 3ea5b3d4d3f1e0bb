package renkei.broker.provision;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.broker.AnswerSource;
import renkei.broker.BrokerParts;
import renkei.broker.Question;
import renkei.broker.engine.ListDecision;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Ending;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.JapanTime;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PersonCode;
import renkei.codebook.Reason;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionQuestion;
import renkei.codebook.permission.Permissions;
import renkei.codebook.vault.CodeVaults;

/**
 * Decides what is answered to permitted exchanges, each by itself: permit and permission list
 * first, then the tenant's own data, which may ask for a hold.
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
   * A permitted exchange.
   *
   * @param subject whom it is about; empty if the person code is bound to nobody
   * @param released since when it had been on hold when staff released it; empty if nobody did
   */
  record Asked(Permit permit, Optional<AddresseeNumber> subject, Optional<Instant> released) {

    /** About nobody, as far as is known. */
    static Asked aboutNobody(Permit permit) {
      return new Asked(permit, Optional.empty(), Optional.empty());
    }

    /** The same, released by staff who saw what there was until then. */
    Asked releasedSince(Optional<Instant> since) {
      return new Asked(permit, subject, since);
    }

    /** What is answered to it, though no permission list was asked. */
    Decided withoutList(AnswerToSend.Body answer) {
      return new Decided(this, answer, Optional.empty(), Optional.empty());
    }
  }

  /**
   * What is answered to an exchange.
   *
   * @param list version of the permission list it was decided by; empty if none was asked
   * @param row the row of it that allowed it; empty if none did
   */
  record Decided(
      Asked asked, AnswerToSend.Body answer, Optional<Long> list, Optional<PermissionRowId> row) {

    Permit permit() {
      return asked.permit();
    }

    Ending ending() {
      return answer.ending();
    }

    AnswerToSend.Answering answering() {
      return new AnswerToSend.Answering(permit(), answer);
    }
  }

  /** An answer that needs no data, or none, and what the list said that was asked. */
  private record Opinion(Optional<AnswerToSend.Body> answer, Optional<ListDecision> decision) {

    private Decided on(Asked asked, AnswerToSend.Body told) {
      return new Decided(
          asked, told, decision.flatMap(ListDecision::list), decision.flatMap(ListDecision::row));
    }
  }

  /** The exchanges, with whom they are about. */
  List<Asked> asked(UnitOfWork work, List<PermittedInquiry.Asked> exchanges) {
    Map<PersonCode, AddresseeNumber> known =
        vaults
            .of(work.transaction())
            .findAddressees(exchanges.stream().map(PermittedInquiry.Asked::subject).toList());
    return exchanges.stream()
        .map(
            each ->
                new Asked(
                    each.permit(),
                    Optional.ofNullable(known.get(each.subject())),
                    Optional.empty()))
        .toList();
  }

  /** What is answered to each, in the same order; empty if it is to wait for staff. */
  List<Optional<Decided>> decide(UnitOfWork work, List<Asked> exchanges) {
    Instant now = clock.instant();
    List<Opinion> opinions =
        exchanges.stream().map(asked -> withoutData(asked.permit(), now)).toList();
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < exchanges.size(); i++) {
      if (opinions.get(i).answer().isEmpty()) {
        questions.add(question(exchanges.get(i)));
      }
    }
    Iterator<Answer> told =
        questions.isEmpty()
            ? List.<Answer>of().iterator()
            : answers.answer(work.transaction(), questions).iterator();
    List<Optional<Decided>> decided = new ArrayList<>();
    for (int i = 0; i < exchanges.size(); i++) {
      Asked asked = exchanges.get(i);
      Opinion opinion = opinions.get(i);
      decided.add(
          opinion
              .answer()
              .or(() -> answered(told.next()))
              .map(answer -> opinion.on(asked, answer)));
    }
    return decided;
  }

  private Opinion withoutData(Permit permit, Instant now) {
    if (!permit.isValidAt(now)) {
      return new Opinion(
          Optional.of(
              AnswerToSend.WithoutContent.of(Outcome.EXPIRED, ProvisionReasons.PERMIT_EXPIRED)),
          Optional.empty());
    }
    ListDecision decided =
        ListDecision.by(
            permissions,
            new PermissionQuestion(
                permit.inquirer(),
                permit.provider(),
                permit.purpose(),
                permit.matter(),
                permit.terms().delegation(),
                permit.terms().consent(),
                JapanTime.date(now)));
    return new Opinion(
        refusal(permit, decided).map(why -> AnswerToSend.WithoutContent.of(Outcome.REFUSED, why)),
        Optional.of(decided));
  }

  private static Optional<Reason> refusal(Permit permit, ListDecision decided) {
    return switch (decided.decision()) {
      case PermissionDecision.Denied(PermissionDecision.Reason why) ->
          Optional.of(new Reason(why.name()));
      case PermissionDecision.Allowed(PermissionRowId row, long version) ->
          permit
              .grounds()
              .filter(by -> by.list() == version && !by.row().equals(row))
              .map(_ -> ProvisionReasons.OTHER_ROW);
    };
  }

  private static Question question(Asked asked) {
    Permit permit = asked.permit();
    return new Question(
        permit.inquirer(),
        asked.subject(),
        permit.matter(),
        permit.terms(),
        permit.purpose(),
        asked.released());
  }

  private static Optional<AnswerToSend.Body> answered(Answer answer) {
    return switch (answer) {
      case Answer.Provided provided -> Optional.of(new AnswerToSend.WithContent(provided));
      case Answer.NoRecord() -> Optional.of(AnswerToSend.WithoutContent.of(Outcome.NO_RECORD));
      case Answer.NotRegistered() ->
          Optional.of(AnswerToSend.WithoutContent.of(Outcome.NOT_REGISTERED));
      case Answer.Refused(Reason reason) ->
          Optional.of(AnswerToSend.WithoutContent.of(Outcome.REFUSED, reason));
      case Answer.TooMuch() ->
          Optional.of(new AnswerToSend.WithoutContent(ProvisionReasons.TOO_MANY_RECORDS));
      case Answer.Held() -> Optional.empty();
    };
  }
}
