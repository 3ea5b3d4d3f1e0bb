package renkei.tenantstore;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.ForbiddenNumberException;
import renkei.codebook.ForbiddenNumbers;

/** Turns the records of one load into changes, by the layout and the header of that load. */
final class ReplicaLines {

  private static final List<String> FIXED = List.of("operation", "addressee_number", "as_of");

  private final List<LayoutItem> columns;
  private final List<Integer> inLayoutOrder;
  private final LocalDate today;

  private ReplicaLines(List<LayoutItem> columns, List<Integer> inLayoutOrder, LocalDate today) {
    this.columns = columns;
    this.inLayoutOrder = inLayoutOrder;
    this.today = today;
  }

  /** What one record came to. */
  sealed interface Line {

    /** It can be taken. */
    record Good(ReplicaChange change) implements Line {}

    /**
     * It cannot; {@code subject} is there if it says at least whom it is about, and holds no line
     * break: no value may, so that one means a quote astray, behind which other people's lines may
     * be lost.
     */
    record Bad(List<ImportError> errors, Optional<AddresseeNumber> subject) implements Line {}
  }

  /** The header as it should be, or why it is not. */
  sealed interface Header {

    /** Read the records with these. */
    record Understood(ReplicaLines lines) implements Header {}

    /** The load cannot be read. */
    record NotUnderstood(String reason) implements Header {}
  }

  static Header header(Layout layout, List<String> header, LocalDate today) {
    if (header.size() < FIXED.size() || !header.subList(0, FIXED.size()).equals(FIXED)) {
      return noHeader("the header must start with " + String.join(",", FIXED), header);
    }
    Map<String, LayoutItem> missing = new HashMap<>();
    layout.items().forEach(item -> missing.put(item.code().value(), item));
    List<LayoutItem> columns = new ArrayList<>();
    for (int i = FIXED.size(); i < header.size(); i++) {
      LayoutItem item = missing.remove(header.get(i));
      if (item == null) {
        return noHeader("column " + (i + 1) + " is no item of the layout, or occurs twice", header);
      }
      columns.add(item);
    }
    Optional<LayoutItem> absent =
        layout.items().stream()
            .filter(item -> item.required() && missing.containsKey(item.code().value()))
            .findFirst();
    if (absent.isPresent()) {
      return new Header.NotUnderstood("the required item " + absent.get().code() + " is missing");
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> layout.items().indexOf(columns.get(i))));
    return new Header.Understood(new ReplicaLines(columns, order, today));
  }

  /** No header; where the lines begin at once, one of the two numbers may be in the first. */
  static Header noHeader(String reason, List<String> fields) {
    return new Header.NotUnderstood(carryForbidden(fields) ? ImportError.FORBIDDEN : reason);
  }

  Line read(long line, List<String> fields) {
    return switch (check(line, fields)) {
      case Line.Bad(var errors, var subject) ->
          new Line.Bad(
              alarming(line, errors, fields),
              fields.stream().anyMatch(field -> field.contains("\n")) ? Optional.empty() : subject);
      case Line.Good good -> good;
    };
  }

  /** A line that is no record, of which these fields could be read. */
  static Line unreadable(long line, String reason, List<String> fields) {
    return new Line.Bad(
        alarming(line, List.of(new ImportError(line, "", reason)), fields), Optional.empty());
  }

  /** A refused line that carries one of the two numbers says so, wherever in it that stands. */
  private static List<ImportError> alarming(
      long line, List<ImportError> errors, List<String> fields) {
    if (errors.stream().anyMatch(ImportError::isForbidden) || !carryForbidden(fields)) {
      return errors;
    }
    List<ImportError> all = new ArrayList<>(errors);
    all.add(new ImportError(line, "", ImportError.FORBIDDEN));
    return all;
  }

  private static boolean carryForbidden(List<String> fields) {
    return fields.stream().anyMatch(field -> ForbiddenNumbers.in(field).isPresent());
  }

  private Line check(long line, List<String> fields) {
    if (fields.size() != FIXED.size() + columns.size()) {
      return new Line.Bad(
          List.of(
              new ImportError(
                  line,
                  "",
                  fields.size() + " fields instead of " + (FIXED.size() + columns.size()))),
          fields.size() > 1 ? addressee(fields.get(1)) : Optional.empty());
    }
    List<ImportError> errors = new ArrayList<>();
    Optional<AddresseeNumber> subject = addressee(fields.get(1));
    if (subject.isEmpty()) {
      errors.add(new ImportError(line, FIXED.get(1), objection(fields.get(1))));
    }
    String operation = fields.get(0);
    if (!operation.equals("PUT") && !operation.equals("DELETE")) {
      errors.add(new ImportError(line, FIXED.get(0), "neither PUT nor DELETE"));
    }
    String asOf = fields.get(2);
    if (!ItemCheck.isDate(asOf)) {
      errors.add(new ImportError(line, FIXED.get(2), "not a date yyyy-MM-dd"));
    } else if (LocalDate.parse(asOf).isAfter(today)) {
      errors.add(new ImportError(line, FIXED.get(2), "in the future"));
    }
    List<String> values = fields.subList(FIXED.size(), fields.size());
    if (operation.equals("PUT")) {
      check(line, values, errors);
    } else if (operation.equals("DELETE")) {
      checkEmpty(line, values, errors);
    }
    if (!errors.isEmpty()) {
      return new Line.Bad(errors, subject);
    }
    AddresseeNumber person = subject.orElseThrow();
    LocalDate day = LocalDate.parse(asOf);
    return new Line.Good(
        operation.equals("PUT")
            ? new ReplicaChange.Put(person, day, items(values))
            : new ReplicaChange.Delete(person, day));
  }

  private void check(long line, List<String> values, List<ImportError> errors) {
    for (int i = 0; i < values.size(); i++) {
      LayoutItem item = columns.get(i);
      ItemCheck.objection(item, values.get(i))
          .ifPresent(reason -> errors.add(new ImportError(line, item.code().value(), reason)));
    }
  }

  private void checkEmpty(long line, List<String> values, List<ImportError> errors) {
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isEmpty()) {
        errors.add(
            new ImportError(line, columns.get(i).code().value(), "a DELETE must carry no values"));
        return;
      }
    }
  }

  private List<ItemValue> items(List<String> values) {
    return inLayoutOrder.stream()
        .filter(i -> !values.get(i).isEmpty())
        .map(i -> new ItemValue(columns.get(i).code(), values.get(i)))
        .toList();
  }

  private static Optional<AddresseeNumber> addressee(String value) {
    try {
      return Optional.of(new AddresseeNumber(value));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String objection(String value) {
    try {
      return new AddresseeNumber(value).toString();
    } catch (ForbiddenNumberException _) {
      return ImportError.FORBIDDEN;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
