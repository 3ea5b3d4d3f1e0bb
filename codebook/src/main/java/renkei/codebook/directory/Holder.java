package renkei.codebook.directory;

import java.util.List;

/** Which body holds an information for an area on a day. */
public sealed interface Holder {

  /** This one. */
  record Body(Agency agency) implements Holder {}

  /** The area had no body on that day, and nobody is named who took over. */
  record NoneKnown() implements Holder {}

  /**
   * More than one: the area's body was divided, or several are responsible. The caller chooses.
   *
   * @param agencies two or more, in the order of the directory
   */
  record Several(List<Agency> agencies) implements Holder {

    /** Copies the list. */
    public Several {
      agencies = List.copyOf(agencies);
    }
  }
}
