package renkei.testagencies.core;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import renkei.testagencies.message.Matter;
import renkei.testagencies.message.Permission;
import renkei.testagencies.vocabulary.AffairCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ProcedureCode;
import renkei.testagencies.vocabulary.PublishedFile;
import renkei.testagencies.vocabulary.Purpose;

/**
 * The permission list (照会許可用照合リスト) as the core holds it: what is not in it is refused.
 *
 * @param version counts up with each list
 * @param validFrom first day of the list
 * @param validTo last day of the list
 * @param rows all of it
 */
public record PermissionTable(
    int version, LocalDate validFrom, LocalDate validTo, List<Permission> rows) {

  private static final String FILE = "/contract/demonstration/permissions.csv";

  /** The published list, valid as long as its longest row. */
  public static PermissionTable published() {
    List<Permission> rows = PublishedFile.read(FILE, PermissionTable::rows);
    LocalDate from =
        rows.stream().map(Permission::validFrom).min(LocalDate::compareTo).orElseThrow();
    LocalDate to = rows.stream().map(Permission::validTo).max(LocalDate::compareTo).orElseThrow();
    return new PermissionTable(1, from, to, List.copyOf(rows));
  }

  /** Whether a body of one kind may ask a body of another that, on that day (Japan's). */
  public boolean allows(
      AgencyKind inquirer, AgencyKind provider, Purpose purpose, Matter matter, LocalDate today) {
    return covers(validFrom, validTo, today)
        && rows.stream()
            .anyMatch(
                row ->
                    row.inquirer() == inquirer
                        && row.provider() == provider
                        && row.purpose() == purpose
                        && row.matter().equals(matter)
                        && covers(row.validFrom(), row.validTo(), today));
  }

  /** The matters under that procedure, of whomever they may be asked; in the order of the list. */
  public List<Matter> under(ProcedureCode procedure) {
    return rows.stream()
        .map(Permission::matter)
        .filter(matter -> matter.procedure().equals(procedure))
        .distinct()
        .toList();
  }

  /**
   * What a body of one kind may ask a body of another for that purpose; in the order of the list.
   */
  public List<Matter> between(AgencyKind inquirer, AgencyKind provider, Purpose purpose) {
    return rows.stream()
        .filter(row -> row.inquirer() == inquirer && row.provider() == provider)
        .filter(row -> row.purpose() == purpose)
        .map(Permission::matter)
        .distinct()
        .toList();
  }

  private static boolean covers(LocalDate from, LocalDate to, LocalDate today) {
    return !today.isBefore(from) && !today.isAfter(to);
  }

  private static List<Permission> rows(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
        .lines()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(PermissionTable::row)
        .toList();
  }

  private static Permission row(String line) {
    String[] cells = line.split(",", -1);
    return new Permission(
        AgencyKind.valueOf(cells[0]),
        AgencyKind.valueOf(cells[1]),
        Purpose.valueOf(cells[2]),
        new Matter(
            new AffairCode(cells[3]), new ProcedureCode(cells[4]), new InformationCode(cells[5])),
        LocalDate.parse(cells[6]),
        LocalDate.parse(cells[7]));
  }
}
