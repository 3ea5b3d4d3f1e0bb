package renkei.gateway.staff;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renkei.codebook.database.PlatformTransaction;
import renkei.codebook.permission.Permissions;
import renkei.codebook.permission.TwoOperators;

/**
 * Two operators take a permission list out of force, which makes the one before it count again: see
 * {@link Permissions#withdraw(long, TwoOperators, String)}. The subject is the version, a space,
 * and why.
 */
public final class ListWithdrawal implements TwoPersonAct {

  /** The name of this kind. */
  public static final String KIND = "withdraw-permission-list";

  private static final Pattern SUBJECT = Pattern.compile("([0-9]{1,18}) (\\S\\P{Cntrl}{0,499})");

  private final Permissions permissions;

  /** Withdrawals from these permissions. */
  public ListWithdrawal(Permissions permissions) {
    this.permissions = permissions;
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
    return "version " + read.group(1) + ": " + read.group(2);
  }

  @Override
  public Performed perform(PlatformTransaction tx, Agreement agreement) {
    Matcher read = read(agreement.subject());
    TwoOperators operators =
        new TwoOperators(agreement.proposedBy().value(), agreement.approvedBy().value());
    return permissions.withdraw(Long.parseLong(read.group(1)), operators, read.group(2), tx)
        ? new Performed.Done(Optional.empty())
        : new Performed.Impossible("there is no such list in force or waiting");
  }

  private static Matcher read(String subject) {
    Matcher read = SUBJECT.matcher(subject);
    if (!read.matches()) {
      throw new IllegalArgumentException(
          "a version, a space, and why in 1 to 500 characters, nothing personal");
    }
    return read;
  }
}
