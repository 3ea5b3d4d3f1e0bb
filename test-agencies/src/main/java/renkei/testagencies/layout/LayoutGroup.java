package renkei.testagencies.layout;

import java.util.Optional;
import renkei.testagencies.vocabulary.GroupCode;

/**
 * Items that belong together.
 *
 * @param parent the group inside which it stands; empty for the root
 * @param atMost so many instances may stand in one of the parent's
 */
public record LayoutGroup(GroupCode code, Optional<GroupCode> parent, int atMost) {}
