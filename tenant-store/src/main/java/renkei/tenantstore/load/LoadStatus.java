package renkei.tenantstore.load;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;

/**
 * A load that the platform knows.
 *
 * @param load how it is meant
 * @param inParts whether it comes in parts that can go on where they were cut
 * @param parts that came, whole or not, in their order
 * @param receipt of one that came whole
 */
public record LoadStatus(
    InformationCode information,
    Edition edition,
    Load load,
    LoadState state,
    boolean inParts,
    Instant openedAt,
    List<Part> parts,
    Optional<ImportReceipt> receipt) {

  /** Copies the list. */
  public LoadStatus {
    parts = List.copyOf(parts);
  }

  /**
   * A part.
   *
   * @param part from 1
   * @param records how many of it are kept
   * @param complete whether it came whole
   */
  public record Part(int part, long records, boolean complete) {}

  /** The same with these parts. */
  public LoadStatus with(List<Part> known) {
    return new LoadStatus(information, edition, load, state, inParts, openedAt, known, receipt);
  }

  /** Whether a part came whole. */
  public boolean isComplete(int part) {
    return parts.stream().anyMatch(one -> one.part() == part && one.complete());
  }

  /** Whether parts 1 to {@code count} came whole, and no other came. */
  public boolean isWhole(int count) {
    return parts.size() == count && parts.stream().allMatch(Part::complete);
  }
}
