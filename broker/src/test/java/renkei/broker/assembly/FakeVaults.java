package renkei.broker.assembly;

import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.PersonCode;
import renkei.codebook.SerialNumber;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.testing.SampleAgencies;
import renkei.codebook.vault.Binding;
import renkei.codebook.vault.CodeRequest;
import renkei.codebook.vault.CodeState;
import renkei.codebook.vault.CodeToBind;
import renkei.codebook.vault.CodeVault;
import renkei.codebook.vault.CodeVaults;
import renkei.codebook.vault.RegistrationCase;

/** Person codes that say whom they stand for: person 9999 and above have none. */
final class FakeVaults implements CodeVaults {

  /** How many numbers further on codes have been bound since. */
  volatile int shift;

  static PersonCode code(AgencyCode holder, int person) {
    return new PersonCode(holder, "%032x".formatted(person));
  }

  @Override
  public CodeVault of(TenantTransaction tx) {
    AgencyCode holder = SampleAgencies.DIRECTORY.find(tx.tenant()).orElseThrow().code();
    return new CodeVault() {
      @Override
      public CodeRequest request(List<AddresseeNumber> addressees) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Binding bind(SerialNumber serialNumber, PersonCode code) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<Binding> bindAll(List<CodeToBind> codes) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Map<AddresseeNumber, PersonCode> findCodes(Collection<AddresseeNumber> addressees) {
        return addressees.stream()
            .distinct()
            .filter(addressee -> person(addressee) < 9999)
            .collect(
                Collectors.toMap(
                    Function.identity(), addressee -> code(holder, person(addressee))));
      }

      private int person(AddresseeNumber addressee) {
        return Integer.parseInt(addressee.value());
      }

      @Override
      public Map<PersonCode, AddresseeNumber> findAddressees(Collection<PersonCode> codes) {
        return codes.stream()
            .distinct()
            .filter(code -> person(code) < 9999)
            .collect(
                Collectors.toMap(
                    Function.identity(), code -> SampleAgencies.addressee(person(code) + shift)));
      }

      private int person(PersonCode code) {
        return HexFormat.fromHexDigits(code.value().substring(24));
      }

      @Override
      public CodeState state(AddresseeNumber addressee) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<RegistrationCase> cases() {
        throw new UnsupportedOperationException();
      }
    };
  }
}
