package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.JapanTime;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionDecision;
import renkei.codebook.Permissions;
import renkei.codebook.PersonCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.vault.CodeVaults;

/** Takes inquiries of local systems (情報照会), and puts them into the outbox. */
final class Inquiring {

  private final MessageRows rows;
  private final InquiryRows inquiries;
  private final InquiryEnding ending;
  private final BulkHours hours;
  private final BrokerSettings settings;
  private final CodeVaults vaults;
  private final Permissions permissions;
  private final NationalMessages messages;
  private final PointerQueues queues;
  private final Own own;
  private final Clock clock;
  private final RandomGenerator random;

  Inquiring(
      MessageRows rows,
      InquiryRows inquiries,
      InquiryEnding ending,
      BrokerSettings settings,
      BrokerParts parts,
      NationalMessages messages,
      Own own) {
    this.rows = rows;
    this.inquiries = inquiries;
    this.ending = ending;
    this.settings = settings;
    this.hours = new BulkHours(settings.bulkFrom(), settings.bulkTo());
    this.vaults = parts.vaults();
    this.permissions = parts.permissions();
    this.queues = parts.queues();
    this.clock = parts.clock();
    this.random = parts.random();
    this.messages = messages;
    this.own = own;
  }

  Submission inquire(Work work, InquiryRequest request) {
    Instant now = clock.instant();
    InquiryRows.Row row = row(request, now);
    Optional<Submission> repeat = repeat(work, row);
    return repeat.orElseGet(() -> ask(work, row, now));
  }

  private InquiryRows.Row row(InquiryRequest request, Instant now) {
    Duration closed = request.lane() == Lane.BULK ? hours.untilOpen(now) : Duration.ZERO;
    return new InquiryRows.Row(
        InquiryId.random(clock, random),
        request.localId(),
        request.subject(),
        request.lane(),
        Purpose.LINKAGE,
        request.provider(),
        request.affair().or(() -> permissions.affairOf(request.procedure())),
        request.procedure(),
        request.information(),
        closed.isPositive() ? InquiryState.WAITING_FOR_WINDOW : InquiryState.ACCEPTED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        deadline(request, now));
  }

  /** The usual time passes while the inquiry may go: none must expire behind a closed window. */
  private Instant deadline(InquiryRequest request, Instant now) {
    return request
        .deadline()
        .map(now::plus)
        .orElseGet(
            () ->
                request.lane() == Lane.BULK
                    ? hours.after(now, settings.inquiryDeadline())
                    : now.plus(settings.inquiryDeadline()));
  }

  private Optional<Submission> repeat(Work work, InquiryRows.Row row) {
    return inquiries.find(work, row.localId()).map(first -> answerAgain(work, first, row));
  }

  private Submission answerAgain(Work work, InquiryRows.Row first, InquiryRows.Row again) {
    if (!inquiries.same(work, first, again)) {
      return new Submission.LocalIdTaken(first.id());
    }
    if (first.outcome().equals(Optional.of(Outcome.REFUSED))
        && first.reason().filter(Inquiring::isOurs).isPresent()) {
      return new Submission.NotPermitted(first.id(), first.reason().get());
    }
    return new Submission.Accepted(first.id(), first.state());
  }

  /** Whether it was this platform's own copy of the list that did not allow an inquiry. */
  private static boolean isOurs(Reason reason) {
    for (PermissionDecision.Reason ours : PermissionDecision.Reason.values()) {
      if (ours.name().equals(reason.value())) {
        return true;
      }
    }
    return false;
  }

  /** Where no list names the procedure, nothing is permitted under it. */
  private Submission ask(Work work, InquiryRows.Row row, Instant now) {
    return row.affair()
        .map(affair -> ask(work, row, affair, now))
        .orElseGet(
            () ->
                refuse(work, row, new Reason(PermissionDecision.Reason.NO_PERMISSION.name()), now));
  }

  private Submission ask(Work work, InquiryRows.Row row, AffairCode affair, Instant now) {
    PermissionDecision decision =
        permissions.allow(
            own.agency(work.tenant()),
            row.provider(),
            row.purpose(),
            affair,
            row.procedure(),
            row.information(),
            JapanTime.date(now));
    return switch (decision) {
      case PermissionDecision.Denied(PermissionDecision.Reason why) ->
          refuse(work, row, new Reason(why.name()), now);
      case PermissionDecision.Allowed() ->
          vaults
              .of(work.transaction())
              .findCode(row.subject())
              .map(code -> send(work, row, affair, code, now))
              .orElseGet(Submission.NoCode::new);
    };
  }

  private Submission refuse(Work work, InquiryRows.Row row, Reason reason, Instant now) {
    InquiryRows.Row refused =
        new InquiryRows.Row(
            row.id(),
            row.localId(),
            row.subject(),
            row.lane(),
            row.purpose(),
            row.provider(),
            row.affair(),
            row.procedure(),
            row.information(),
            InquiryState.FINISHED,
            Optional.of(Outcome.REFUSED),
            Optional.of(reason),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            row.deadline());
    if (!inquiries.insert(work, refused, now)) {
      return again(work, row);
    }
    ending.record(work, refused, Ending.of(Outcome.REFUSED, Optional.of(reason)), now);
    return new Submission.NotPermitted(row.id(), reason);
  }

  private Submission send(
      Work work, InquiryRows.Row row, AffairCode affair, PersonCode subject, Instant now) {
    if (!inquiries.insert(work, row, now)) {
      return again(work, row);
    }
    AgencyCode core = own.core();
    Pointer pointer =
        new Pointer(
            new QueueKey(work.tenant(), Direction.OUT, row.lane()),
            MessageKind.INQUIRY,
            core,
            MessageId.random(clock, random));
    byte[] xml =
        messages.inquiry(
            new InquiryToSend(
                work.tenant(),
                pointer.message(),
                own.agency(work.tenant()),
                core,
                now,
                row.deadline(),
                row.id(),
                row.purpose(),
                row.lane(),
                row.provider(),
                affair,
                row.procedure(),
                row.information(),
                subject));
    rows.insert(
        work,
        pointer,
        new MessageRows.Outgoing(settings.coreRoute(), row.id().value(), xml, row.deadline(), now),
        now);
    work.afterwards(() -> queues.send(pointer, Duration.ZERO));
    return new Submission.Accepted(row.id(), row.state());
  }

  /** The same local id came in twice at once: by now the other one is committed. */
  private Submission again(Work work, InquiryRows.Row row) {
    return repeat(work, row)
        .orElseThrow(() -> new IllegalStateException("an inquiry vanished while being repeated"));
  }
}
