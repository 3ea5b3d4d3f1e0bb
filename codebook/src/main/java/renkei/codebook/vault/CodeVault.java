package renkei.codebook.vault;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.PersonCode;
import renkei.codebook.SerialNumber;

/**
 * The codes of one municipality's people and their binding to addressee numbers (符号管理), inside one
 * transaction. There is no call by which one reaches another municipality's. All methods throw
 * {@link renkei.codebook.database.DatabaseUnavailableException} if the store cannot be reached.
 */
public interface CodeVault {

  /** How many numbers one call takes at most. */
  int MAXIMUM = 1000;

  /**
   * Asks for codes. Someone already asked for or bound is not asked for again, since every request
   * costs the public money; the pending serial number is returned again.
   *
   * @throws IllegalArgumentException for more than {@link #MAXIMUM}
   */
  CodeRequest request(List<AddresseeNumber> addressees);

  /** Binds one code; see {@link #bindAll}. */
  Binding bind(SerialNumber serialNumber, PersonCode code);

  /**
   * Binds codes and deletes their serial numbers; repeating it changes nothing.
   *
   * @return one result for each, in the order given
   * @throws IllegalArgumentException for more than {@link #MAXIMUM}, or a code of another holder
   */
  List<Binding> bindAll(List<CodeToBind> codes);

  /**
   * The active codes of people; who has none is left out.
   *
   * @throws IllegalArgumentException for more than {@link #MAXIMUM}
   */
  Map<AddresseeNumber, PersonCode> findCodes(Collection<AddresseeNumber> addressees);

  /**
   * The people for whom active codes stand; what stands for nobody is left out.
   *
   * @throws IllegalArgumentException for more than {@link #MAXIMUM}, or a code of another holder
   */
  Map<PersonCode, AddresseeNumber> findAddressees(Collection<PersonCode> codes);

  /** Where the code of a person stands. */
  CodeState state(AddresseeNumber addressee);

  /** The open cases, oldest first. */
  List<RegistrationCase> cases();
}
