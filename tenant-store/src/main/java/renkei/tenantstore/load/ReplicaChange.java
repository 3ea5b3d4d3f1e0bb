package renkei.tenantstore.load;

import java.time.LocalDate;
import java.util.List;
import renkei.codebook.AddresseeNumber;
import renkei.tenantstore.layout.ItemValue;

/** One line of a load that names somebody. */
public sealed interface ReplicaChange {

  /** Whom it is about. */
  AddresseeNumber subject();

  /** This is the content now. */
  record Put(AddresseeNumber subject, LocalDate asOf, List<ItemValue> items)
      implements ReplicaChange {

    /** Copies the list. */
    public Put {
      items = List.copyOf(items);
    }

    /** Hides the content. */
    @Override
    public String toString() {
      return "Put[" + asOf + ", ****]";
    }
  }

  /** There is nothing any more. */
  record Delete(AddresseeNumber subject, LocalDate asOf) implements ReplicaChange {}

  /**
   * Something came that could not be taken. If nothing is registered of the person, nothing can be
   * said from now on: not even that there is nothing.
   */
  record Unreadable(AddresseeNumber subject) implements ReplicaChange {}
}
