package renkei.tenantstore.layout;

import java.util.Optional;
import java.util.Set;
import renkei.codebook.ItemCode;

/**
 * One item of a layout (特定個人情報項目).
 *
 * @param group the group it lies in; empty if it lies in the record itself
 * @param sensitive whether staff see it only where they ask for it
 * @param meaning what it means to the platform; empty if nothing
 */
public record LayoutItem(
    ItemCode code,
    Optional<GroupCode> group,
    Names names,
    ItemForm form,
    Presence presence,
    boolean sensitive,
    Optional<Meaning> meaning) {

  /** Throws {@link IllegalArgumentException} if values of the type cannot have the meaning. */
  public LayoutItem {
    ItemType type = form.type();
    boolean fits =
        meaning
            .map(
                of ->
                    switch (of) {
                      case NAME, ADDRESS -> type == ItemType.TEXT;
                      case NAME_READING -> type == ItemType.KANA;
                      case BIRTH_DATE -> type == ItemType.DATE || type == ItemType.UNCERTAIN_DATE;
                    })
            .orElse(true);
    if (!fits) {
      throw new IllegalArgumentException(type + " cannot mean " + meaning.orElseThrow());
    }
  }

  /** What its values look like. */
  public ItemType type() {
    return form.type();
  }

  /** Whether it must be there. */
  public boolean required() {
    return presence.required();
  }

  /**
   * Whether an item must be there, and what may stand in the place of its value.
   *
   * @param required whether it must have a value or, where there are any, one of the absences
   * @param absences the reasons why there may be no value; none: then an item that is not required
   *     is left out without a reason
   */
  public record Presence(boolean required, Set<Absence> absences) {

    /** Of an item that may be left out. */
    static final Presence OPTIONAL = new Presence(false, Set.of());

    /** Keeps a copy. */
    public Presence {
      absences = Set.copyOf(absences);
    }
  }

  /** What an item means beyond its layout, so that the platform can compare people. */
  public enum Meaning {
    /** A person's name (氏名). */
    NAME,
    /** How the name is read (氏名フリガナ). */
    NAME_READING,
    /** When the person was born (生年月日). */
    BIRTH_DATE,
    /** Where the person lives (住所). */
    ADDRESS
  }
}
