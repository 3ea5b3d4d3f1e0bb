package renkei.testagencies.layout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import renkei.testagencies.vocabulary.GroupCode;
import renkei.testagencies.vocabulary.ItemCode;

/**
 * One item.
 *
 * @param group where it stands; empty for the root
 * @param name in English
 * @param form what its values look like
 * @param required whether no record is without it
 * @param absences the reasons that may stand in the place of a value
 * @param meaning what it says about a person; empty if nothing of the kind
 */
public record LayoutItem(
    ItemCode code,
    Optional<GroupCode> group,
    String name,
    Form form,
    boolean required,
    Set<Absence> absences,
    Optional<Meaning> meaning) {

  /**
   * What values look like.
   *
   * @param length at most so many characters; 0 where the type says how many
   * @param codes the permitted values of a {@link ItemType#CODE}; empty otherwise
   * @param two whether the form that all bodies share (行政事務標準文字) may stand beside the own one
   */
  public record Form(ItemType type, int length, List<String> codes, boolean two) {}

  /** The type of its values. */
  public ItemType type() {
    return form.type();
  }
}
