package renkei.codebook.postgres;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.CaseId;
import renkei.codebook.PersonCode;
import renkei.codebook.SerialNumber;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.Sql;
import renkei.codebook.vault.Binding;
import renkei.codebook.vault.CodeRequest;
import renkei.codebook.vault.CodeState;
import renkei.codebook.vault.CodeToBind;
import renkei.codebook.vault.CodeVault;
import renkei.codebook.vault.RegistrationCase;

/** One transaction's view of one tenant's vault. */
final class PostgresCodeVault implements CodeVault {

  private static final String CODE =
      "SELECT code_box FROM addressee WHERE addressee_index = ? AND state = 'ACTIVE'";

  private static final String ADDRESSEE =
      "SELECT addressee_box FROM person_code WHERE code_index = ?";

  private static final String STATE = "SELECT state FROM addressee WHERE addressee_index = ?";

  private static final String CASES =
      """
      SELECT case_id, kind, opened_at FROM registration_case
      WHERE closed_at IS NULL ORDER BY opened_at, case_id
      """;

  private final Handle handle;
  private final AgencyCode holder;
  private final SealedColumns columns;
  private final CodeRequests requests;
  private final CodeBindings bindings;

  PostgresCodeVault(
      Handle handle,
      AgencyCode holder,
      SealedColumns columns,
      CodeRequests requests,
      CodeBindings bindings) {
    this.handle = handle;
    this.holder = holder;
    this.columns = columns;
    this.requests = requests;
    this.bindings = bindings;
  }

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
  public Optional<PersonCode> findCode(AddresseeNumber addressee) {
    BlindIndex row = columns.index(addressee);
    return handle
        .createQuery(CODE)
        .bind(0, row.bytes())
        .mapTo(byte[].class)
        .findOne()
        .map(box -> new PersonCode(holder, columns.open("code", row, box)));
  }

  @Override
  public Optional<AddresseeNumber> findAddressee(PersonCode code) {
    held(code);
    BlindIndex row = columns.index(code);
    return Sql.findOne(
            handle,
            ADDRESSEE,
            statement -> statement.setBytes(1, row.bytes()),
            found -> found.getBytes(1))
        .map(box -> new AddresseeNumber(columns.open("addressee", row, box)));
  }

  @Override
  public CodeState state(AddresseeNumber addressee) {
    return handle
        .createQuery(STATE)
        .bind(0, columns.index(addressee).bytes())
        .mapTo(String.class)
        .findOne()
        .map(CodeState::valueOf)
        .orElse(CodeState.NONE);
  }

  @Override
  public List<RegistrationCase> cases() {
    return handle
        .createQuery(CASES)
        .map(
            (rows, _) ->
                new RegistrationCase(
                    new CaseId(rows.getObject(1, UUID.class)),
                    RegistrationCase.Kind.valueOf(rows.getString(2)),
                    rows.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  private static void bounded(List<?> items) {
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
