package renkei.tenantstore.load;

import static java.util.stream.Collectors.toSet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.ForbiddenNumberException;
import renkei.codebook.ForbiddenNumbers;
import renkei.codebook.directory.AddresseeForm;
import renkei.tenantstore.layout.ItemCheck;
import renkei.tenantstore.layout.ItemType;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.LayoutItem;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;

/** Turns the records of one load into changes, by the layout and the header of that load. */
final class ReplicaLines {

  private static final List<String> FIXED = List.of("operation", "addressee_number", "as_of");

  /** Where in {@link #FIXED}. */
  private static final int ADDRESSEE = 1;

  private final List<LayoutItem> columns;
  private final List<Integer> inLayoutOrder;
  private final LocalDate today;
  private final Optional<AddresseeForm> form;
  private final Likenesses likenesses = new Likenesses();

  private ReplicaLines(
      List<LayoutItem> columns,
      List<Integer> inLayoutOrder,
      LocalDate today,
      Optional<AddresseeForm> form) {
    this.columns = columns;
    this.inLayoutOrder = inLayoutOrder;
    this.today = today;
    this.form = form;
  }

  /** What one record came to. */
  sealed interface Line {

    /** It can be taken. */
    record Good(long line, ReplicaChange change) implements Line {}

    /**
     * It cannot; {@code subject} is there if it says at least whom it is about, and holds no line
     * break: no value may, so that one means a quote astray, behind which other people's lines may
     * be lost.
     */
    record Bad(List<ImportError> errors, Optional<AddresseeNumber> subject) implements Line {}

    /**
     * It has fields that may be numbers that must not be sent, and may be so by chance: which it is
     * the load tells once more of it is read.
     */
    record Doubtful(BooleanSupplier isChance, Line ifChance, Line otherwise) implements Line {

      /** What it is as far as the load has been read. */
      Line settled() {
        return isChance.getAsBoolean() ? ifChance : otherwise;
      }
    }
  }

  /** The header as it should be, or why it is not. */
  sealed interface Header {

    /** Read the records with these. */
    record Understood(ReplicaLines lines) implements Header {}

    /** The load cannot be read. */
    record NotUnderstood(ImportError error) implements Header {}
  }

  static Header header(
      Layout layout, List<String> header, LocalDate today, Optional<AddresseeForm> form) {
    if (header.size() < FIXED.size() || !header.subList(0, FIXED.size()).equals(FIXED)) {
      return noHeader(Objection.to(Rule.NO_HEADER), header);
    }
    Map<String, LayoutItem> missing = new HashMap<>();
    layout.items().forEach(item -> missing.put(item.code().value(), item));
    List<LayoutItem> columns = new ArrayList<>();
    for (int i = FIXED.size(); i < header.size(); i++) {
      LayoutItem item = missing.remove(header.get(i));
      if (item == null) {
        return noHeader(Objection.to(Rule.UNKNOWN_COLUMN, i + 1), header);
      }
      columns.add(item);
    }
    Optional<LayoutItem> absent =
        layout.items().stream()
            .filter(item -> item.required() && missing.containsKey(item.code().value()))
            .findFirst();
    if (absent.isPresent()) {
      return new Header.NotUnderstood(
          new ImportError(1, absent.get().code().value(), Objection.to(Rule.MISSING_COLUMN)));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> layout.items().indexOf(columns.get(i))));
    return new Header.Understood(new ReplicaLines(columns, order, today, form));
  }

  /** No header; where the lines begin at once, one of the two numbers may be in the first. */
  static Header noHeader(Objection objection, List<String> fields) {
    return new Header.NotUnderstood(
        new ImportError(1, "", carryForbidden(fields) ? ImportError.FORBIDDEN : objection));
  }

  Line read(long line, List<String> fields) {
    Set<Likenesses.Kind> alike = look(fields);
    return alike.isEmpty()
        ? read(line, fields, alike)
        : new Line.Doubtful(
            () -> alike.stream().allMatch(this::isChance),
            read(line, fields, alike),
            read(line, fields, Set.of()));
  }

  /**
   * Of whole records, what may be a forbidden number in the columns that may hold others like it.
   */
  private Set<Likenesses.Kind> look(List<String> fields) {
    Set<Likenesses.Kind> alike = new HashSet<>();
    if (fields.size() != FIXED.size() + columns.size()) {
      return alike;
    }
    likenesses.look(ADDRESSEE, fields.get(ADDRESSEE)).ifPresent(alike::add);
    for (int i = 0; i < columns.size(); i++) {
      ItemType type = columns.get(i).type();
      if (type == ItemType.TEXT || type == ItemType.NUMBER) {
        likenesses.look(FIXED.size() + i, fields.get(FIXED.size() + i)).ifPresent(alike::add);
      }
    }
    return alike;
  }

  private boolean isChance(Likenesses.Kind kind) {
    return likenesses.areChance(kind, kind.column() == ADDRESSEE && form.isPresent());
  }

  /**
   * @param chance what is no forbidden number though it looks like one
   */
  private Line read(long line, List<String> fields, Set<Likenesses.Kind> chance) {
    Set<Integer> innocent = chance.stream().map(Likenesses.Kind::column).collect(toSet());
    return switch (check(line, fields, innocent)) {
      case Line.Bad(var errors, var subject) ->
          new Line.Bad(
              alarming(line, errors, without(fields, innocent)),
              fields.stream().anyMatch(field -> field.contains("\n")) ? Optional.empty() : subject);
      case Line good -> good;
    };
  }

  private static List<String> without(List<String> fields, Set<Integer> places) {
    return IntStream.range(0, fields.size())
        .filter(i -> !places.contains(i))
        .mapToObj(fields::get)
        .toList();
  }

  /** A line that is no record, of which these fields could be read. */
  static Line unreadable(long line, Objection objection, List<String> fields) {
    return new Line.Bad(
        alarming(line, List.of(new ImportError(line, "", objection)), fields), Optional.empty());
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

  private Line check(long line, List<String> fields, Set<Integer> innocent) {
    if (fields.size() != FIXED.size() + columns.size()) {
      return new Line.Bad(
          List.of(
              new ImportError(
                  line, "", Objection.to(Rule.FIELD_COUNT, FIXED.size() + columns.size()))),
          fields.size() > 1 ? addressee(fields.get(ADDRESSEE), false) : Optional.empty());
    }
    List<ImportError> errors = new ArrayList<>();
    boolean innocentNumber = innocent.contains(ADDRESSEE);
    Optional<AddresseeNumber> subject = addressee(fields.get(ADDRESSEE), innocentNumber);
    if (subject.isEmpty()) {
      errors.add(
          new ImportError(
              line, FIXED.get(ADDRESSEE), objection(fields.get(ADDRESSEE), innocentNumber)));
    }
    String operation = fields.get(0);
    if (!operation.equals("PUT") && !operation.equals("DELETE")) {
      errors.add(new ImportError(line, FIXED.get(0), Objection.to(Rule.OPERATION)));
    }
    String asOf = fields.get(2);
    if (!ItemCheck.isDate(asOf)) {
      errors.add(new ImportError(line, FIXED.get(2), Objection.to(Rule.DATE)));
    } else if (LocalDate.parse(asOf).isAfter(today)) {
      errors.add(new ImportError(line, FIXED.get(2), Objection.to(Rule.FUTURE_DATE)));
    }
    List<String> values = fields.subList(FIXED.size(), fields.size());
    if (operation.equals("PUT")) {
      check(line, values, innocent, errors);
    } else if (operation.equals("DELETE")) {
      checkEmpty(line, values, errors);
    }
    if (!errors.isEmpty()) {
      return new Line.Bad(errors, subject);
    }
    AddresseeNumber person = subject.orElseThrow();
    LocalDate day = LocalDate.parse(asOf);
    return new Line.Good(
        line,
        operation.equals("PUT")
            ? new ReplicaChange.Put(person, day, items(values))
            : new ReplicaChange.Delete(person, day));
  }

  private void check(
      long line, List<String> values, Set<Integer> innocent, List<ImportError> errors) {
    for (int i = 0; i < values.size(); i++) {
      LayoutItem item = columns.get(i);
      ItemCheck.objection(item, values.get(i), innocent.contains(FIXED.size() + i))
          .ifPresent(why -> errors.add(new ImportError(line, item.code().value(), why)));
    }
  }

  private void checkEmpty(long line, List<String> values, List<ImportError> errors) {
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isEmpty()) {
        errors.add(
            new ImportError(
                line, columns.get(i).code().value(), Objection.to(Rule.DELETE_WITH_VALUE)));
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

  private Optional<AddresseeNumber> addressee(String value, boolean innocent) {
    try {
      return Optional.of(number(value, innocent));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private AddresseeNumber number(String value, boolean innocent) {
    if (!innocent) {
      ForbiddenNumbers.refuse(value, "AddresseeNumber");
    }
    return form.map(declared -> declared.read(value)).orElseGet(() -> AddresseeNumber.known(value));
  }

  private Objection objection(String value, boolean innocent) {
    try {
      AddresseeNumber _ = number(value, innocent);
      throw new IllegalStateException("nothing is wrong with it");
    } catch (ForbiddenNumberException _) {
      return ImportError.FORBIDDEN;
    } catch (IllegalArgumentException _) {
      return Objection.to(form.isPresent() ? Rule.DECLARED_FORM : Rule.ADDRESSEE_NUMBER);
    }
  }
}
