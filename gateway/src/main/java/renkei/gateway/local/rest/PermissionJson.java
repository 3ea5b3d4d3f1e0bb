package renkei.gateway.local.rest;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.ConsentBasis;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.permission.ConsentRule;
import renkei.codebook.permission.PermissionRow;
import renkei.gateway.local.Reference;

/** Rows of the permission list, and the classes of bodies that they name. */
final class PermissionJson {

  private PermissionJson() {}

  /**
   * One row.
   *
   * @param items the most that may be asked; empty for all there are
   * @param consent on which basis the person must have agreed; empty if it need not have
   */
  public record Row(
      String id,
      String inquirer,
      String provider,
      String purpose,
      String affair,
      String procedure,
      String information,
      Optional<List<String>> items,
      Optional<String> legalBasis,
      Optional<List<String>> consent,
      String delegation,
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validTo) {

    static Row of(PermissionRow row) {
      return new Row(
          row.id().value(),
          row.inquirers().value(),
          row.providers().value(),
          row.purpose().name(),
          row.matter().affair().value(),
          row.matter().procedure().value(),
          row.matter().information().value(),
          items(row.matter().items()),
          Optional.of(row.terms().legalBasis()).filter(words -> !words.isEmpty()),
          consent(row.terms().consent()),
          row.terms().delegation().name(),
          row.terms().validity().from(),
          row.terms().validity().to());
    }

    private static Optional<List<String>> items(ItemChoice items) {
      return switch (items) {
        case ItemChoice.All() -> Optional.empty();
        case ItemChoice.Some(var some) -> Optional.of(some.stream().map(ItemCode::value).toList());
      };
    }

    private static Optional<List<String>> consent(ConsentRule rule) {
      return switch (rule) {
        case ConsentRule.NotNeeded() -> Optional.empty();
        case ConsentRule.Needed(var bases) ->
            Optional.of(bases.stream().map(ConsentBasis::value).sorted().toList());
      };
    }
  }

  /**
   * A class of bodies.
   *
   * @param members {@code kind:}, {@code body:} or {@code members-of:} and what it names
   */
  public record Bodies(String id, String nameJa, String nameEn, List<String> members) {

    private static Bodies of(BodyClass one) {
      return new Bodies(
          one.id().value(),
          one.nameJa(),
          one.nameEn(),
          one.members().stream().map(BodyClass.Member::text).sorted().toList());
    }
  }

  /** The classes that the rows of a page name, in the order of the list. */
  static List<Bodies> classes(Reference.PermissionPage page) {
    Set<BodyClassId> named = new HashSet<>();
    for (PermissionRow row : page.rows().entries()) {
      named.add(row.inquirers());
      named.add(row.providers());
    }
    return page.list().classes().stream()
        .filter(one -> named.contains(one.id()))
        .map(Bodies::of)
        .toList();
  }
}
