package renkei.tenantstore.layout;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import renkei.codebook.ItemCode;

/**
 * What is said against one value of a record, and where it stands.
 *
 * @param item empty if it is said of a group
 * @param group in which it stands; empty for the record itself
 * @param instances of the groups around it, from the outermost, each counted from 1 among those of
 *     its group
 */
public record ContentObjection(
    Optional<ItemCode> item,
    Optional<GroupCode> group,
    List<Integer> instances,
    Objection objection) {

  /** Keeps a copy. */
  public ContentObjection {
    instances = List.copyOf(instances);
  }

  /** The instances as files write them, such as 1.2; empty for the record itself. */
  public String path() {
    return instances.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
