package renkei.tenantstore.postgres;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.tenantstore.load.DifferenceReport;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadShares;
import renkei.tenantstore.load.ReplicaSink;
import renkei.tenantstore.load.Touched;

/** What is done to the rows of a load that came whole, in the transaction at hand. */
record LoadRelease(
    Handle handle, InformationCode information, Edition edition, Load load, long number) {

  /**
   * Begins in the transaction at hand. That a load is of many rows the server learns only after it
   * counts; until then it takes it for one row, and would hold each against all others: ten times
   * the rows took a hundred times as long. What is looked up row by row it does so all the same.
   */
  static LoadRelease begin(
      Handle handle, InformationCode information, Edition edition, Load load, long number) {
    int _ = handle.execute("SET LOCAL enable_nestloop = off");
    int _ = handle.execute("SET LOCAL enable_seqscan = off");
    return new LoadRelease(handle, information, edition, load, number);
  }

  private ReplicaRows rows() {
    return new ReplicaRows(handle, information, edition);
  }

  private RegistrationRows registrations() {
    return new RegistrationRows(handle);
  }

  /** Looks once more at what other loads have brought; returns what stands no more. */
  List<ReplicaSink.Late> settle() {
    return new LoadRows(handle).isOvertaken(number) ? rows().settle(number) : List.of();
  }

  /** Ends what the load does not name, as it is meant; returns how many records that are. */
  long endMissing(boolean registers, boolean nameless) {
    // Whoever is missing may be whom a nameless line was about.
    return registers
            && !nameless
            && load.scope() instanceof Load.Scope.Full(Load.Missing missing, var covers)
            && missing == Load.Missing.DELETE
        ? rows().endMissing(number, registrations().earlier(information, edition), covers)
        : 0;
  }

  /** How many records are ended because the load does not name them. */
  long missing() {
    return rows().missing(number);
  }

  /** Whether it changes more of what stands than its share. */
  boolean isForTwo(LoadShares shares, Touched touched, long deleted) {
    long enough = shares.toBeCounted(touched, deleted);
    return enough > 0 && shares.areExceeded(touched, deleted, rows().countStanding(number, enough));
  }

  /** Notes what the load says about the whole information. */
  void register(boolean registers, boolean nameless, Clock clock) {
    rows().endMarks(number);
    if (registers && load.scope() instanceof Load.Scope.Full(_, var covers)) {
      registrations().register(information, edition, !nameless, covers, clock.instant());
    } else if (nameless) {
      registrations().doubt(information, edition, clock.instant());
    }
  }

  /** What it would change of what is answered from now. */
  DifferenceReport difference() {
    Optional<Edition> now =
        registrations().isRegistered(information, edition)
            ? Optional.of(edition)
            : registrations().earlier(information, edition);
    return rows().difference(number, now);
  }
}
