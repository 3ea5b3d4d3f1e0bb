package renkei.signing.revocation;

/** Leaves the reading of revocation information with the rule that was broken. */
final class RevocationRefused extends Exception {

  private final String rule;

  RevocationRefused(String rule) {
    super(rule, null, false, false);
    this.rule = rule;
  }

  String rule() {
    return rule;
  }

  static void require(boolean kept, String rule) throws RevocationRefused {
    if (!kept) {
      throw new RevocationRefused(rule);
    }
  }
}
