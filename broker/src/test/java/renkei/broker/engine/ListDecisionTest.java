package renkei.broker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.AFFAIR;
import static renkei.codebook.testing.SampleAgencies.KITA_AGENCY;
import static renkei.codebook.testing.SampleAgencies.PENSION;
import static renkei.codebook.testing.SampleAgencies.PROCEDURE;
import static renkei.codebook.testing.SampleAgencies.TAX;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import renkei.broker.FakePermissions;
import renkei.codebook.ItemChoice;
import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.Purpose;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.PermissionQuestion;

class ListDecisionTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

  private static final PermissionQuestion QUESTION =
      new PermissionQuestion(
          PENSION,
          KITA_AGENCY,
          Purpose.LINKAGE,
          new Matter(AFFAIR, PROCEDURE, TAX, new ItemChoice.All()),
          DAY);

  private final FakePermissions permissions = new FakePermissions();

  @Test
  void namesTheListWhoseRowAllows() {
    permissions.decision = new PermissionDecision.Allowed(new PermissionRowId("R-1"), 11);
    permissions.state = list(12);

    assertThat(decided()).isEqualTo(new ListDecision(permissions.decision, Optional.of(11L)));
    assertThat(decided().row()).contains(new PermissionRowId("R-1"));
  }

  @Test
  void namesTheListThatAllowsNothing() {
    permissions.decision = denied();
    permissions.state = list(12);

    assertThat(decided()).isEqualTo(new ListDecision(denied(), Optional.of(12L)));
    assertThat(decided().row()).isEmpty();
  }

  @Test
  void namesNoneWhereThereIsNone() {
    permissions.decision = denied();

    assertThat(decided().list()).isEmpty();
  }

  @Test
  void namesNoneWhereAnotherCameMeanwhile() {
    permissions.decision = denied();
    permissions.state = list(12);
    permissions.whileAsked = () -> permissions.state = list(13);

    assertThat(decided().list()).isEmpty();
  }

  private ListDecision decided() {
    return ListDecision.by(permissions, QUESTION);
  }

  private static PermissionDecision denied() {
    return new PermissionDecision.Denied(PermissionDecision.Reason.NO_PERMISSION);
  }

  private static Optional<PermissionListState> list(long version) {
    return Optional.of(new PermissionListState(version, DAY, DAY, version));
  }
}
