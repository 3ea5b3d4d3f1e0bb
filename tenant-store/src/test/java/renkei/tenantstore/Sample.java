package renkei.tenantstore;

import static renkei.codebook.testing.SampleAgencies.AFFAIR;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.PENSION;
import static renkei.codebook.testing.SampleAgencies.PROCEDURE;
import static renkei.codebook.testing.SampleAgencies.TAX;
import static renkei.codebook.testing.SampleAgencies.addressee;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.Purpose;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;
import renkei.codebook.testing.SampleAgencies;
import renkei.signing.SigningIdentity;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.layout.ShippedLayouts;

/** The keys of the sample municipalities, and what they may hold. */
public final class Sample {

  public static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");
  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  public static final Edition EDITION = new Edition("2026-06");
  public static final AddresseeNumber TARO = addressee(1);
  public static final AddresseeNumber HANAKO = addressee(2);
  public static final Layouts LAYOUTS = ShippedLayouts.all();

  private static final Map<TenantId, TenantKeys> KEYS = new ConcurrentHashMap<>();

  private Sample() {}

  public static TenantKeys keys(TenantId tenant) {
    return KEYS.computeIfAbsent(tenant, Sample::make);
  }

  private static TenantKeys make(TenantId tenant) {
    ColumnKeys columns = SampleAgencies.keys(tenant);
    return new TenantKeys(identity(tenant), columns.data(), columns.index());
  }

  private static SigningIdentity identity(TenantId tenant) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      X500Name name = new X500Name("CN=" + tenant);
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          name,
                          BigInteger.ONE,
                          Date.from(NOW.minusSeconds(86400)),
                          Date.from(NOW.plusSeconds(86400)),
                          name,
                          pair.getPublic())
                      .build(
                          new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
      return SigningIdentity.of(pair.getPrivate(), List.of(certificate));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An exchange answered by Kita, at a second of its own. */
  public static Exchange answered(int number, AddresseeNumber subject) {
    return new Exchange(
        Role.PROVIDER,
        ExchangeId.onlyOneOf(inquiry(number)),
        inquiry(number),
        Optional.of(permit(number)),
        PENSION,
        KITA_AGENCY,
        new Exchange.Asked(Purpose.LINKAGE, Optional.of(AFFAIR), PROCEDURE, TAX),
        Optional.of(subject),
        new Exchange.Handling(
            Optional.of(Lane.COUNTER),
            Optional.of(12L),
            Optional.of(new PermissionRowId("R-000123")),
            Exchange.Circumstances.UNKNOWN),
        new Exchange.Told(
            Outcome.PROVIDED,
            Optional.empty(),
            Optional.of(
                new Exchange.Given(EDITION, List.of(new Exchange.GivenRecord(MONDAY, number)))),
            false,
            Optional.of(NOW.minusSeconds(5)),
            NOW.plusSeconds(number)));
  }

  public static InquiryId inquiry(int number) {
    return InquiryId.parse("00000000-0000-7000-8000-%012d".formatted(number));
  }

  public static PermitId permit(int number) {
    return PermitId.parse("00000000-0000-7000-9000-%012d".formatted(number));
  }

  public static final LocalDate MONDAY = LocalDate.parse("2026-06-08");

  /** A record of the resident register as CSV; the later the day, the greater its sequence. */
  public static String residentLine(AddresseeNumber person, LocalDate asOf, String name) {
    return "PUT,%s,,%d,%s,,,,,%s,レンケイタロウ,1980-02-29,1,北町一丁目1番1号,2001-04-01,02,1"
        .formatted(person.value(), sequence(asOf), asOf, name);
  }

  /** The sequence of a record that is true of a day. */
  public static long sequence(LocalDate asOf) {
    return Long.parseLong(asOf.toString().replace("-", ""));
  }

  public static final String RESIDENT_HEADER =
      "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance,"
          + "TK00000000010001,TK00000000010002,TK00000000010005,"
          + "TK00000000010006,TK00000000010008,TK00000000010010,TK00000000010012,TK00000000010014";

  /**
   * A line of the resident register with the columns that say nothing about it, from one without:
   * operation, number, day, values.
   */
  public static String wide(String line) {
    String[] parts = line.split(",", 4);
    if (parts.length < 3 || parts[2].isEmpty()) {
      return line;
    }
    String sequence = parts[2].matches("[0-9-]{10}") ? parts[2].replace("-", "") : "1";
    return "%s,%s,,%s,%s,,,,%s"
        .formatted(parts[0], parts[1], sequence, parts[2], parts.length > 3 ? "," + parts[3] : "");
  }
}
