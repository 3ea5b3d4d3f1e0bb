package renkei.codebook.postgres;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.PersonCode;
import renkei.codebook.SerialNumber;
import renkei.codebook.vault.Binding;
import renkei.codebook.vault.CodeRequest;
import renkei.codebook.vault.CodeState;
import renkei.codebook.vault.CodeToBind;
import renkei.codebook.vault.CodeVault;
import renkei.codebook.vault.RegistrationCase;

/** One transaction's view of one tenant's vault. */
record PostgresCodeVault(AgencyCode holder, CodeRequests requests, CodeBindings bindings)
    implements CodeVault {

  @Override
  public CodeRequest request(List<AddresseeNumber> addressees) {
    bounded(addressees);
    return requests.request(addressees);
  }

  @Override
  public Binding bind(SerialNumber serialNumber, PersonCode code) {
    return bindAll(List.of(new CodeToBind(serialNumber, code))).getFirst();
  }

  @Override
  public List<Binding> bindAll(List<CodeToBind> codes) {
    bounded(codes);
    codes.forEach(one -> held(one.code()));
    return bindings.bindAll(codes);
  }

  @Override
  public Map<AddresseeNumber, PersonCode> findCodes(Collection<AddresseeNumber> addressees) {
    bounded(addressees);
    return bindings.addressees().findCodes(addressees, holder);
  }

  @Override
  public Map<PersonCode, AddresseeNumber> findAddressees(Collection<PersonCode> codes) {
    bounded(codes);
    codes.forEach(this::held);
    return bindings.codes().findAddressees(codes);
  }

  @Override
  public CodeState state(AddresseeNumber addressee) {
    return bindings.addressees().state(addressee);
  }

  @Override
  public List<RegistrationCase> cases() {
    return bindings.cases().open();
  }

  private static void bounded(Collection<?> items) {
    if (items.size() > MAXIMUM) {
      throw new IllegalArgumentException("at most " + MAXIMUM + " at once");
    }
  }

  private void held(PersonCode code) {
    if (!code.holder().equals(holder)) {
      throw new IllegalArgumentException("a code of another holder than " + holder);
    }
  }
}
