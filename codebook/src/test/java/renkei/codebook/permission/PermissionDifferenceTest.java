package renkei.codebook.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.codebook.testing.SampleAgencies.RESIDENT;
import static renkei.codebook.testing.SampleAgencies.TAX;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renkei.codebook.PermissionRowId;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.Validity;
import renkei.codebook.testing.DeliveredList;

class PermissionDifferenceTest {

  private static final BodyClass CITIES = DeliveredList.kind(AgencyKind.MUNICIPALITY);
  private static final BodyClass WARDS = DeliveredList.kind(AgencyKind.WARD);

  private static PermissionRow row(String id) {
    return DeliveredList.row(id, CITIES.id(), CITIES.id(), DeliveredList.matter(TAX));
  }

  private static PermissionList list(
      long version, List<BodyClass> classes, List<PermissionRow> rows) {
    return new PermissionList(version, Validity.ALWAYS, classes, rows);
  }

  @Test
  void namesRowsThatWereAddedEndedOrChangedAndWhatOfThem() {
    PermissionRow changed =
        new PermissionRow(
            new PermissionRowId("R-3"),
            WARDS.id(),
            CITIES.id(),
            row("R-3").purpose(),
            DeliveredList.matter(RESIDENT),
            row("R-3").terms());

    PermissionDifference difference =
        PermissionDifference.of(
            list(1, List.of(CITIES, WARDS), List.of(row("R-1"), row("R-2"), row("R-3"))),
            list(2, List.of(CITIES, WARDS), List.of(row("R-4"), changed, row("R-2"))));

    assertThat(difference)
        .isEqualTo(
            new PermissionDifference(
                1,
                2,
                List.of(new PermissionRowId("R-4")),
                List.of(new PermissionRowId("R-1")),
                List.of(
                    new PermissionDifference.Changed(
                        new PermissionRowId("R-3"), List.of("inquirer", "information"))),
                List.of()));
    assertThat(difference.counts())
        .isEqualTo("1 rows added, 1 ended, 1 changed, 0 classes changed");
  }

  @Test
  void namesClassesThatMeanSomethingElse() {
    BodyClass other =
        new BodyClass(CITIES.id(), CITIES.nameJa(), CITIES.nameEn(), Set.copyOf(WARDS.members()));

    assertThat(
            PermissionDifference.of(
                    list(1, List.of(CITIES), List.of()), list(2, List.of(other, WARDS), List.of()))
                .classes())
        .containsExactly(new BodyClassId("MUNICIPALITY"), new BodyClassId("WARD"));
  }

  @Test
  void isEmptyBetweenListsThatSayTheSame() {
    List<BodyClass> classes = List.of(CITIES);

    assertThat(
            PermissionDifference.of(
                    list(1, classes, List.of(row("R-1"))), list(2, classes, List.of(row("R-1"))))
                .isEmpty())
        .isTrue();
  }
}
