package renkei.testagencies.rest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import renkei.testagencies.agency.Question;
import renkei.testagencies.core.Directory;
import renkei.testagencies.core.PermissionTable;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Matter;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.ProcedureCode;
import renkei.testagencies.vocabulary.Purpose;

/**
 * Makes questions of what callers say, the rest by the permission list.
 *
 * @param directory who can be asked
 * @param permissions who may ask what, under which procedure
 */
public record Asking(Directory directory, PermissionTable permissions) {

  /**
   * What a caller wants to know.
   *
   * @param inquirer which sort of body asks
   * @param purpose what for
   * @param provider whom
   * @param information empty for the first that may be asked
   * @param procedure empty for the first under which it may be asked
   */
  record Wish(
      AgencyKind inquirer,
      Purpose purpose,
      AgencyCode provider,
      Optional<InformationCode> information,
      Optional<ProcedureCode> procedure) {}

  /**
   * The question.
   *
   * @throws IllegalArgumentException if the list has nothing of that kind; what it has and does not
   *     permit is for the core to refuse
   */
  Question question(Wish wish, ResidentCode resident, Lane lane, Duration deadline) {
    AgencyKind provider =
        directory
            .find(wish.provider())
            .orElseThrow(() -> new IllegalArgumentException("provider: nobody has that code"))
            .kind();
    List<Matter> allowed = permissions.between(wish.inquirer(), provider, wish.purpose());
    List<Matter> asked = wish.procedure().map(permissions::under).orElse(allowed);
    if (asked.isEmpty()) {
      throw new IllegalArgumentException(
          wish.procedure().isPresent()
              ? "procedure: the permission list has none of that code"
              : "provider: nothing may be asked of such a body");
    }
    Matter first = asked.getFirst();
    return new Question(
        wish.provider(),
        wish.purpose(),
        lane,
        new Matter(
            first.affair(), first.procedure(), wish.information().orElse(first.information())),
        resident,
        deadline);
  }
}
