package renkei.tenantstore.load;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.ForbiddenNumbers;
import renkei.codebook.RecordKey;
import renkei.codebook.calendar.FiscalYear;
import renkei.tenantstore.layout.ItemCheck;
import renkei.tenantstore.layout.KeyKind;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;
import renkei.tenantstore.layout.RecordContent;

/**
 * Reads the fixed columns of a record's first line, the person apart: what is done to which of the
 * person's records.
 *
 * @param today in Japan
 */
record RecordHead(KeyKind kind, LocalDate today) {

  private static final Pattern SEQUENCE = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern SERIAL = Pattern.compile("[0-9A-Za-z.:-]{1,40}");

  /** What is done to a record. */
  enum Operation {
    PUT,
    DELETE
  }

  /** What could be read; all of it is there if nothing was said against it. */
  record Read(
      long line,
      Optional<Operation> operation,
      Optional<RecordKey> key,
      Optional<Long> sequence,
      Optional<LocalDate> asOf,
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validTo) {

    /** The change of a record against which nothing was said. */
    ReplicaChange change(AddresseeNumber subject, Optional<RecordContent> content) {
      return content
          .<ReplicaChange>map(
              of ->
                  new ReplicaChange.Put(
                      line,
                      subject,
                      key.orElseThrow(),
                      sequence.orElseThrow(),
                      new ReplicaChange.Dates(asOf.orElseThrow(), validFrom, validTo),
                      of))
          .orElseGet(
              () ->
                  new ReplicaChange.Delete(
                      line,
                      subject,
                      key.orElseThrow(),
                      sequence.orElseThrow(),
                      new ReplicaChange.Dates(asOf.orElseThrow(), validFrom, validTo)));
    }

    /**
     * What is left of one that could not be taken: of its days nothing is believed but what its key
     * says.
     */
    ReplicaChange.Unreadable mark(AddresseeNumber subject, KeyKind kind) {
      return new ReplicaChange.Unreadable(
          subject,
          key.map(
              of ->
                  new ReplicaChange.Place(
                      of,
                      validFrom.filter(_ -> kind != KeyKind.SERIAL),
                      validTo.filter(_ -> kind == KeyKind.FISCAL_YEAR))));
    }
  }

  Read read(long line, List<String> fields, boolean innocentKey, Consumer<ImportError> errors) {
    Fields at = new Fields(line, fields, errors);
    Optional<Operation> operation = operation(at);
    Optional<RecordKey> key = key(at, innocentKey);
    Optional<LocalDate> asOf = asOf(at);
    at.empty(LineColumns.GROUP);
    at.empty(LineColumns.INSTANCE);
    Optional<Long> sequence =
        Optional.of(at.field(LineColumns.SEQUENCE))
            .filter(text -> SEQUENCE.matcher(text).matches())
            .map(Long::valueOf);
    if (sequence.isEmpty()) {
      at.say(LineColumns.SEQUENCE, Rule.SEQUENCE);
    }
    if (kind == KeyKind.FISCAL_YEAR || kind == KeyKind.NONE || at.is(Operation.DELETE)) {
      at.empty(LineColumns.VALID_FROM);
      at.empty(LineColumns.VALID_TO);
      Optional<FiscalYear> year = key.filter(_ -> kind == KeyKind.FISCAL_YEAR).map(Fields::year);
      Optional<LocalDate> first =
          kind == KeyKind.PERIOD
              ? key.map(of -> LocalDate.parse(of.value()))
              : year.map(FiscalYear::firstDay);
      return new Read(line, operation, key, sequence, asOf, first, year.map(FiscalYear::lastDay));
    }
    Optional<LocalDate> from = validFrom(at, key);
    return new Read(line, operation, key, sequence, asOf, from, validTo(at, from));
  }

  private static Optional<Operation> operation(Fields at) {
    for (Operation operation : Operation.values()) {
      if (at.is(operation)) {
        return Optional.of(operation);
      }
    }
    at.say(LineColumns.OPERATION, Rule.OPERATION);
    return Optional.empty();
  }

  private Optional<RecordKey> key(Fields at, boolean innocent) {
    String text = at.field(LineColumns.KEY);
    boolean fine =
        switch (kind) {
          case NONE -> text.isEmpty();
          case FISCAL_YEAR -> FiscalYear.isOne(text);
          case PERIOD -> ItemCheck.isDate(text);
          case SERIAL -> SERIAL.matcher(text).matches();
        };
    if (!fine) {
      at.say(LineColumns.KEY, Rule.RECORD_KEY);
    } else if (kind == KeyKind.SERIAL && !innocent && ForbiddenNumbers.in(text).isPresent()) {
      at.say(LineColumns.KEY, Rule.FORBIDDEN_NUMBER);
      return Optional.empty();
    }
    if (kind == KeyKind.NONE) {
      return Optional.of(RecordKey.NONE);
    }
    return fine ? Optional.of(new RecordKey(text)) : Optional.empty();
  }

  private Optional<LocalDate> asOf(Fields at) {
    Optional<LocalDate> day = at.day(LineColumns.AS_OF);
    if (day.isEmpty()) {
      at.say(LineColumns.AS_OF, Rule.DATE);
    } else if (day.get().isAfter(today)) {
      at.say(LineColumns.AS_OF, Rule.FUTURE_DATE);
    }
    return day;
  }

  private Optional<LocalDate> validFrom(Fields at, Optional<RecordKey> key) {
    Optional<LocalDate> from = at.day(LineColumns.VALID_FROM);
    boolean fine =
        from.isPresent()
            && (kind == KeyKind.SERIAL
                || key.isEmpty()
                || key.get().value().equals(at.field(LineColumns.VALID_FROM)));
    if (!fine) {
      at.say(LineColumns.VALID_FROM, Rule.VALID_DATES);
    }
    return fine ? from : Optional.empty();
  }

  private static Optional<LocalDate> validTo(Fields at, Optional<LocalDate> from) {
    if (at.field(LineColumns.VALID_TO).isEmpty()) {
      return Optional.empty();
    }
    Optional<LocalDate> to = at.day(LineColumns.VALID_TO);
    if (to.isEmpty() || from.filter(to.get()::isBefore).isPresent()) {
      at.say(LineColumns.VALID_TO, Rule.VALID_DATES);
    }
    return to;
  }

  /** The fields of a line, and what is said against them. */
  private record Fields(long line, List<String> fields, Consumer<ImportError> errors) {

    private String field(int place) {
      return fields.get(place);
    }

    private boolean is(Operation operation) {
      return field(LineColumns.OPERATION).equals(operation.name());
    }

    private void say(int place, Rule rule) {
      errors.accept(new ImportError(line, LineColumns.FIXED.get(place), Objection.to(rule)));
    }

    private void empty(int place) {
      if (!field(place).isEmpty()) {
        say(place, Rule.NOT_EMPTY);
      }
    }

    private Optional<LocalDate> day(int place) {
      return Optional.of(field(place)).filter(ItemCheck::isDate).map(LocalDate::parse);
    }

    private static FiscalYear year(RecordKey key) {
      return new FiscalYear(Integer.parseInt(key.value()));
    }
  }
}
