package renkei.codebook.permission;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import renkei.codebook.AgencyCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClass.Member;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.permission.PermissionDecision.Allowed;
import renkei.codebook.permission.PermissionDecision.Denied;
import renkei.codebook.permission.PermissionDecision.Reason;

/** The rules of a permission list word by word: reads every row, remembers nothing. */
final class PlainPermissions {

  private PlainPermissions() {}

  static PermissionDecision decide(
      PermissionList list, AgencyDirectory directory, PermissionQuestion question) {
    if (!list.validity().includes(question.today())) {
      return new Denied(Reason.LIST_NOT_VALID);
    }
    List<AgencyCode> named =
        Stream.of(
                Stream.of(question.inquirer(), question.provider()),
                question.delegation().inquirerFor().stream(),
                question.delegation().providerFor().stream())
            .flatMap(codes -> codes)
            .toList();
    for (AgencyCode code : named) {
      if (directory.find(code).isEmpty()) {
        return new Denied(Reason.UNKNOWN_AGENCY);
      }
      if (!directory.find(code).get().standsOn(question.today())) {
        return new Denied(Reason.AGENCY_NOT_VALID);
      }
    }
    return byRows(list, directory, question);
  }

  private static PermissionDecision byRows(
      PermissionList list, AgencyDirectory directory, PermissionQuestion question) {
    List<PermissionRow> covering =
        list.rows().stream()
            .filter(row -> row.purpose() == question.purpose())
            .filter(row -> row.matter().affair().equals(question.matter().affair()))
            .filter(row -> row.matter().procedure().equals(question.matter().procedure()))
            .filter(row -> row.matter().information().equals(question.matter().information()))
            .filter(row -> row.terms().validity().includes(question.today()))
            .filter(row -> isOf(row.inquirers(), question.askingFor(), list, directory))
            .filter(row -> isOf(row.providers(), question.askedFor(), list, directory))
            .sorted(Comparator.comparing(row -> row.id().value()))
            .toList();
    Optional<PermissionRow> allowing =
        covering.stream().filter(row -> reason(row, directory, question).isEmpty()).findFirst();
    return allowing
        .<PermissionDecision>map(row -> new Allowed(row.id(), list.version()))
        .orElseGet(
            () ->
                new Denied(
                    covering.stream()
                        .flatMap(row -> reason(row, directory, question).stream())
                        .max(Comparator.naturalOrder())
                        .orElse(Reason.NO_PERMISSION)));
  }

  private static Optional<Reason> reason(
      PermissionRow row, AgencyDirectory directory, PermissionQuestion question) {
    if (!covers(row.matter().items(), question.matter().items())) {
      return Optional.of(Reason.ITEMS_NOT_PERMITTED);
    }
    Optional<AgencyCode> askingFor = question.delegation().inquirerFor();
    Optional<AgencyCode> givingFor = question.delegation().providerFor();
    DelegationRule rule = row.terms().delegation();
    if (askingFor.isPresent() && rule != DelegationRule.INQUIRER && rule != DelegationRule.BOTH) {
      return Optional.of(Reason.DELEGATION_NOT_PERMITTED);
    }
    if (givingFor.isPresent() && rule != DelegationRule.PROVIDER && rule != DelegationRule.BOTH) {
      return Optional.of(Reason.DELEGATION_NOT_PERMITTED);
    }
    if (isNotGiven(askingFor, question.inquirer(), directory, question)
        || isNotGiven(givingFor, question.provider(), directory, question)) {
      return Optional.of(Reason.DELEGATION_NOT_GIVEN);
    }
    return switch (row.terms().consent()) {
      case ConsentRule.NotNeeded() -> Optional.empty();
      case ConsentRule.Needed(var bases) ->
          question.consent().isPresent()
                  && bases.contains(question.consent().get().basis())
                  && !question
                      .consent()
                      .get()
                      .given()
                      .orElse(question.today())
                      .isAfter(question.today())
              ? Optional.empty()
              : Optional.of(Reason.CONSENT_MISSING);
    };
  }

  private static boolean isNotGiven(
      Optional<AgencyCode> principal,
      AgencyCode acting,
      AgencyDirectory directory,
      PermissionQuestion question) {
    return principal.isPresent()
        && directory.find(principal.get()).orElseThrow().remit().delegations().stream()
            .noneMatch(
                given ->
                    given.to().equals(acting)
                        && given.procedures().contains(question.matter().procedure())
                        && given.validity().includes(question.today()));
  }

  private static boolean covers(ItemChoice row, ItemChoice wanted) {
    return switch (row) {
      case ItemChoice.All() -> true;
      case ItemChoice.Some(var permitted) ->
          wanted instanceof ItemChoice.Some(var items) && permitted.containsAll(items);
    };
  }

  private static boolean isOf(
      BodyClassId id, AgencyCode body, PermissionList list, AgencyDirectory directory) {
    BodyClass named =
        list.classes().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    return named.members().stream()
        .anyMatch(
            member ->
                switch (member) {
                  case Member.OfKind(var kind) -> directory.find(body).orElseThrow().kind() == kind;
                  case Member.Body(var one) -> one.equals(body);
                  case Member.MembersOf(var union) ->
                      directory.find(union).orElseThrow().remit().members().contains(body);
                });
  }
}
