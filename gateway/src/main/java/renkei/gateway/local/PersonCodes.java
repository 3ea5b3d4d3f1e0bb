package renkei.gateway.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.vault.CodeRequest;
import renkei.codebook.vault.CodeState;
import renkei.codebook.vault.CodeVault;
import renkei.codebook.vault.CodeVaults;
import renkei.codebook.vault.RegistrationCase;
import renkei.gateway.wording.Phrase;

/**
 * Person codes (符号管理): asking for them, where they stand, and what people have to decide. Every
 * method throws {@link RefusedException} for what is not served. Thread-safe.
 */
public final class PersonCodes {

  /** As many as a clerk asks for at a counter; more is bulk work. */
  private static final int FEW = 10;

  private final AgencyDirectory directory;
  private final Database database;
  private final CodeVaults vaults;
  private final LookupTransactions lookups;
  private final TenantBulkhead bulk;

  PersonCodes(
      AgencyDirectory directory,
      Database database,
      CodeVaults vaults,
      LookupTransactions lookups,
      TenantBulkhead bulk) {
    this.directory = directory;
    this.database = database;
    this.vaults = vaults;
    this.lookups = lookups;
    this.bulk = bulk;
  }

  /**
   * Asks for codes; a repeat returns the same serial numbers.
   *
   * @param addresseeNumbers of whom, as the caller wrote them; at most {@link CodeVault#MAXIMUM}
   */
  public CodeRequest request(TenantId tenant, List<@Nullable String> addresseeNumbers) {
    if (addresseeNumbers.isEmpty() || addresseeNumbers.size() > CodeVault.MAXIMUM) {
      throw Fields.malformed(
          "addresseeNumbers",
          new Phrase("hold 1 to %d numbers", "1～%d 件であること").with(CodeVault.MAXIMUM));
    }
    List<AddresseeNumber> addressees =
        addresseeNumbers.stream()
            .map(text -> Fields.addressee("addresseeNumbers", text, tenant, directory))
            .toList();
    return addressees.size() > FEW
        ? bulk.run(tenant, () -> database.inTenant(tenant, tx -> vaults.of(tx).request(addressees)))
        : lookups.inTenant(tenant, tx -> vaults.of(tx).request(addressees));
  }

  /** Where the code of one person stands. */
  public CodeState state(TenantId tenant, AddresseeNumber addressee) {
    return lookups.inTenant(tenant, tx -> vaults.of(tx).state(addressee));
  }

  /** The open cases, oldest first. */
  public List<RegistrationCase> cases(TenantId tenant) {
    return lookups.inTenant(tenant, tx -> vaults.of(tx).cases());
  }
}
