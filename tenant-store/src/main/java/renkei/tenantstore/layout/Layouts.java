package renkei.tenantstore.layout;

import java.util.List;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.TenantTransaction;

/** The layouts by which records are checked. What one says never changes. Thread-safe. */
public interface Layouts {

  /** All of them, by information code and then by edition. */
  List<Layout> all();

  /** Finds the layout of an information code in an edition. */
  Optional<Layout> find(InformationCode information, Edition edition);

  /**
   * The same, for whoever has a transaction open, in which no other can be opened: what is not in
   * memory is read in that one.
   */
  default Layouts within(TenantTransaction open) {
    return this;
  }

  /**
   * These layouts and no others.
   *
   * @throws IllegalArgumentException if there are two for one information code and edition
   */
  static Layouts of(List<Layout> all) {
    return new GivenLayouts(all);
  }
}
