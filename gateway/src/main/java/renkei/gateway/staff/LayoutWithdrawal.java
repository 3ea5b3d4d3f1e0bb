package renkei.gateway.staff;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.PlatformTransaction;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.layout.LayoutShelf.Changed;

/**
 * Two operators take back an edition of a layout that does not answer yet: see {@link
 * LayoutShelf#withdraw}. The subject is information code and edition, with a space between them.
 */
public final class LayoutWithdrawal implements TwoPersonAct {

  /** The name of this kind. */
  public static final String KIND = "withdraw-layout";

  private static final Pattern SUBJECT =
      Pattern.compile("(TM[0-9]{14}) (20[0-9]{2}-(?:0[1-9]|1[0-2]))");

  private final LayoutShelf shelf;

  /** Withdrawals from this shelf. */
  public LayoutWithdrawal(LayoutShelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Right proposedWith() {
    return Right.OPERATE;
  }

  @Override
  public String describe(String subject) {
    Matcher read = read(subject);
    return read.group(1) + " " + read.group(2) + " is taken back";
  }

  @Override
  public Performed perform(PlatformTransaction tx, Agreement agreement) {
    Matcher read = read(agreement.subject());
    return performed(
        shelf.withdraw(new InformationCode(read.group(1)), new Edition(read.group(2)), tx));
  }

  static Performed performed(Changed changed) {
    return switch (changed) {
      case Changed.Done _ -> new Performed.Done(Optional.empty());
      case Changed.Impossible(String why) -> new Performed.Impossible(why);
    };
  }

  private static Matcher read(String subject) {
    Matcher read = SUBJECT.matcher(subject);
    if (!read.matches()) {
      throw new IllegalArgumentException(
          "an information code and an edition, such as TM00000000000202 2027-06");
    }
    return read;
  }
}
