package renkei.testagencies.core;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import renkei.testagencies.message.BodyClass;
import renkei.testagencies.message.ListPart;
import renkei.testagencies.message.Matter;
import renkei.testagencies.message.Permission;
import renkei.testagencies.vocabulary.AffairCode;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ProcedureCode;
import renkei.testagencies.vocabulary.PublishedFile;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.RowId;

/**
 * The permission list (照会許可用照合リスト) as the core holds it: what is not in it is refused.
 *
 * @param version counts up with each list
 * @param validFrom first day of the list
 * @param validTo last day of the list
 * @param classes of bodies, by id
 * @param rows all of it
 * @param lines the same rows as they are published and delivered
 */
public record PermissionTable(
    int version,
    LocalDate validFrom,
    LocalDate validTo,
    Map<String, BodyClass> classes,
    List<Permission> rows,
    List<String> lines) {

  private static final String ROWS = "/contract/demonstration/permissions.jsonl";
  private static final String CLASSES = "/contract/demonstration/permission-classes.json";

  /** Version 1 was the list by kinds of bodies, which platforms may have kept. */
  private static final int VERSION = 2;

  /** Few, so that this short list goes in parts as a long one does. */
  private static final int ROWS_IN_A_PART = 5;

  /** The published list, valid as long as its longest row. */
  public static PermissionTable published() {
    List<String> lines = PublishedFile.read(ROWS, PermissionTable::lines);
    List<Permission> rows = lines.stream().map(PermissionTable::row).toList();
    LocalDate from =
        rows.stream().map(Permission::validFrom).min(LocalDate::compareTo).orElseThrow();
    LocalDate to = rows.stream().map(Permission::validTo).max(LocalDate::compareTo).orElseThrow();
    return new PermissionTable(
        VERSION, from, to, PublishedFile.read(CLASSES, PermissionTable::classes), rows, lines);
  }

  /** The rows as they are delivered, in parts that are numbered from 1 on. */
  public List<ListPart> parts() {
    List<ListPart> parts = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += ROWS_IN_A_PART) {
      int to = Math.min(lines.size(), from + ROWS_IN_A_PART);
      parts.add(new ListPart(parts.size() + 1, lines.subList(from, to)));
    }
    return parts;
  }

  /** The row by which a body may ask another that, on that day (Japan's); the first of several. */
  public Optional<Permission> row(
      Directory.Agency inquirer,
      Directory.Agency provider,
      Purpose purpose,
      Matter matter,
      LocalDate today) {
    return rows.stream()
        .filter(_ -> covers(validFrom, validTo, today))
        .filter(
            row ->
                isOf(row.inquirers(), inquirer.kind(), inquirer.code())
                    && isOf(row.providers(), provider.kind(), provider.code())
                    && row.purpose() == purpose
                    && row.matter().equals(matter)
                    && covers(row.validFrom(), row.validTo(), today))
        .findFirst();
  }

  private boolean isOf(String bodies, AgencyKind kind, AgencyCode code) {
    List<String> members = members(bodies);
    return members.contains("kind:" + kind) || members.contains("body:" + code.value());
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
   * What any body of one kind may ask any body of another for that purpose; in the order of the
   * list.
   */
  public List<Matter> between(AgencyKind inquirer, AgencyKind provider, Purpose purpose) {
    return rows.stream()
        .filter(row -> isAny(row.inquirers(), inquirer) && isAny(row.providers(), provider))
        .filter(row -> row.purpose() == purpose)
        .map(Permission::matter)
        .distinct()
        .toList();
  }

  private boolean isAny(String bodies, AgencyKind kind) {
    return members(bodies).contains("kind:" + kind);
  }

  private List<String> members(String bodies) {
    return Optional.ofNullable(classes.get(bodies)).map(BodyClass::members).orElse(List.of());
  }

  private static boolean covers(LocalDate from, LocalDate to, LocalDate today) {
    return !today.isBefore(from) && !today.isAfter(to);
  }

  private static List<String> lines(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
  }

  private static Permission row(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      JsonObject row = reader.readObject();
      return new Permission(
          new RowId(row.getString("id")),
          row.getString("inquirer"),
          row.getString("provider"),
          Purpose.valueOf(row.getString("purpose")),
          new Matter(
              new AffairCode(row.getString("affair")),
              new ProcedureCode(row.getString("procedure")),
              new InformationCode(row.getString("information"))),
          LocalDate.parse(row.getString("validFrom")),
          LocalDate.parse(row.getString("validTo")));
    }
  }

  private static Map<String, BodyClass> classes(InputStream in) {
    try (JsonReader reader = Json.createReader(in)) {
      return reader.readArray().getValuesAs(JsonObject.class).stream()
          .map(
              one ->
                  new BodyClass(
                      one.getString("id"),
                      one.getString("nameJa"),
                      one.getString("nameEn"),
                      one.getJsonArray("members").getValuesAs(JsonString::getString)))
          .collect(Collectors.toUnmodifiableMap(BodyClass::id, Function.identity()));
    }
  }
}
