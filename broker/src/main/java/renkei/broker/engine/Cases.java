package renkei.broker.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.broker.message.MessageKind;

/** Which case a kind of message belongs to. */
final class Cases {

  private final List<MessageCase> all;
  private final Map<MessageKind, MessageCase> receiving = new HashMap<>();
  private final Map<MessageKind, MessageCase> sending = new HashMap<>();
  private final Map<String, MessageKind> kinds = new HashMap<>();

  /** Throws {@link IllegalArgumentException} if two cases want one kind. */
  Cases(List<MessageCase> all) {
    this.all = List.copyOf(all);
    for (MessageCase one : all) {
      assign(one, one.receives(), receiving);
      assign(one, one.sends(), sending);
    }
  }

  private void assign(
      MessageCase one, Set<MessageKind> theirs, Map<MessageKind, MessageCase> places) {
    for (MessageKind kind : theirs) {
      if (places.putIfAbsent(kind, one) != null) {
        throw new IllegalArgumentException("two cases for " + kind);
      }
      MessageKind known = kinds.putIfAbsent(kind.name(), kind);
      if (known != null && !known.equals(kind)) {
        throw new IllegalArgumentException("two kinds of one name, " + kind);
      }
    }
  }

  List<MessageCase> all() {
    return all;
  }

  /** Empty for a kind that no case here receives. */
  Optional<MessageCase> receiving(MessageKind kind) {
    return Optional.ofNullable(receiving.get(kind));
  }

  /** Empty for a kind that no case here sends. */
  Optional<MessageCase> sending(MessageKind kind) {
    return Optional.ofNullable(sending.get(kind));
  }

  /** The kind a row names; one that no case here knows goes on with something. */
  MessageKind kind(String name) {
    return Optional.ofNullable(kinds.get(name)).orElseGet(() -> new MessageKind(name, false));
  }

  /** When the cases still need a message that would be purged; conditions over their own tables. */
  List<String> neededWhile() {
    List<String> conditions = new ArrayList<>();
    all.forEach(one -> conditions.addAll(one.neededWhile()));
    return conditions;
  }
}
