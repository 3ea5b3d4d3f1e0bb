package renkei.signing.trust;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

/** Whether the names in certificates, and the constraints on them, are what they must be. */
final class NameRules {

  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String CONSTRAINTS = "2.5.29.30";

  /** Characters of a host name: 255 octets on the wire (RFC 1035, 2.3.4). */
  private static final int LONGEST_HOST = 253;

  /** Characters of a mailbox: 64, the sign, and a host (RFC 5321, 4.5.3.1). */
  private static final int LONGEST_MAILBOX = 65 + LONGEST_HOST;

  /**
   * Preferred name syntax (RFC 1034, 3.5), as RFC 5280, 4.2.1.6 asks for. Matching goes one level
   * deeper for each label, so that the length must be bounded before.
   */
  private static final String HOST =
      "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*";

  private static final Pattern HOST_NAME = Pattern.compile(HOST);
  private static final Pattern HOST_PATTERN = Pattern.compile("(\\*\\.)?" + HOST);
  private static final Pattern MAILBOX = Pattern.compile("[^@\\s]+@" + HOST);
  private static final Pattern MAIL_CONSTRAINT = Pattern.compile("([^@\\s]+@)?\\.?" + HOST);

  private NameRules() {}

  static boolean areAlternativeNamesWellFormed(X509Certificate certificate) {
    return holdsIfReadable(() -> alternativeNames(certificate).allMatch(NameRules::isWellFormed));
  }

  private static boolean holdsIfReadable(BooleanSupplier rule) {
    try {
      return rule.getAsBoolean();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isWellFormed(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.dNSName -> isWithin(LONGEST_HOST, HOST_PATTERN, text(name));
      case GeneralName.rfc822Name -> isWithin(LONGEST_MAILBOX, MAILBOX, text(name));
      case GeneralName.iPAddress -> octets(name).length == 4 || octets(name).length == 16;
      default -> true;
    };
  }

  private static boolean isWithin(int longest, Pattern form, String name) {
    return name.length() <= longest && form.matcher(name).matches();
  }

  /** Constraints that constrain nothing, or cannot be compared with any name, are refused. */
  static boolean areConstraintsWellFormed(X509Certificate certificate) {
    return holdsIfReadable(
        () -> {
          NameConstraints constraints = constraints(certificate);
          return constraints == null || areConstraintsWellFormed(constraints);
        });
  }

  private static boolean areConstraintsWellFormed(NameConstraints constraints) {
    List<GeneralSubtree> subtrees =
        Stream.of(constraints.getPermittedSubtrees(), constraints.getExcludedSubtrees())
            .flatMap(part -> part == null ? Stream.empty() : Arrays.stream(part))
            .toList();
    return !subtrees.isEmpty()
        && subtrees.stream().map(GeneralSubtree::getBase).allMatch(NameRules::isConstraint);
  }

  private static boolean isConstraint(GeneralName base) {
    return switch (base.getTagNo()) {
      case GeneralName.dNSName ->
          text(base).isEmpty() || isWithin(LONGEST_HOST, HOST_NAME, text(base));
      case GeneralName.rfc822Name -> isWithin(LONGEST_MAILBOX, MAIL_CONSTRAINT, text(base));
      case GeneralName.iPAddress -> isNetwork(octets(base));
      default -> true;
    };
  }

  /** An address and a mask of leading ones (RFC 5280, 4.2.1.10; RFC 4632). */
  private static boolean isNetwork(byte[] octets) {
    if (octets.length != 8 && octets.length != 32) {
      return false;
    }
    boolean ended = false;
    for (int i = octets.length / 2; i < octets.length; i++) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean one = (octets[i] >> bit & 1) == 1;
        if (ended && one) {
          return false;
        }
        ended |= !one;
      }
    }
    return true;
  }

  /**
   * Whether a wildcard among the names might stand for a name that an issuer excludes: comparing
   * the names as they are written would not find that.
   */
  static boolean hasWildcardOverExcludedName(
      X509Certificate certificate, List<X509Certificate> issuers) {
    List<String> wildcards =
        alternativeNames(certificate)
            .filter(name -> name.getTagNo() == GeneralName.dNSName)
            .map(NameRules::text)
            .filter(name -> name.startsWith("*."))
            .map(name -> name.substring(1).toLowerCase(Locale.ROOT))
            .toList();
    return !wildcards.isEmpty()
        && issuers.stream()
            .flatMap(NameRules::excludedHosts)
            .anyMatch(excluded -> wildcards.stream().anyMatch(excluded::endsWith));
  }

  private static Stream<String> excludedHosts(X509Certificate issuer) {
    return Optional.ofNullable(constraints(issuer))
        .map(NameConstraints::getExcludedSubtrees)
        .stream()
        .flatMap(Arrays::stream)
        .map(GeneralSubtree::getBase)
        .filter(base -> base.getTagNo() == GeneralName.dNSName)
        .map(base -> "." + text(base).toLowerCase(Locale.ROOT));
  }

  private static Stream<GeneralName> alternativeNames(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(ALTERNATIVE_NAMES);
    return extension == null
        ? Stream.empty()
        : Arrays.stream(
            GeneralNames.getInstance(ASN1OctetString.getInstance(extension).getOctets())
                .getNames());
  }

  private static @Nullable NameConstraints constraints(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(CONSTRAINTS);
    return extension == null
        ? null
        : NameConstraints.getInstance(ASN1OctetString.getInstance(extension).getOctets());
  }

  private static String text(GeneralName name) {
    return ASN1IA5String.getInstance(name.getName()).getString();
  }

  private static byte[] octets(GeneralName name) {
    return ASN1OctetString.getInstance(name.getName()).getOctets();
  }
}
