package renkei.tenantstore.load;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.ForbiddenNumberException;
import renkei.codebook.ForbiddenNumbers;
import renkei.codebook.directory.AddresseeForm;
import renkei.tenantstore.layout.ItemType;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;
import renkei.tenantstore.layout.RecordContent;

/**
 * Turns the records of one load into changes, with a look at numbers that must not be sent: what a
 * record says beside is for {@link RecordHead} and {@link RecordBody}.
 */
final class RecordLines {

  private final LineColumns columns;
  private final RecordHead head;
  private final RecordBody body;
  private final Optional<AddresseeForm> form;
  private final Likenesses likenesses = new Likenesses();

  RecordLines(LineColumns columns, RecordHead head, RecordBody body, Optional<AddresseeForm> form) {
    this.columns = columns;
    this.head = head;
    this.body = body;
    this.form = form;
  }

  Line read(RecordReader.Next.Lines record) {
    Set<Likenesses.Kind> alike = new HashSet<>();
    record.lines().forEach(line -> look(line.fields(), alike));
    return alike.isEmpty()
        ? read(record, alike)
        : new Line.Doubtful(
            () -> alike.stream().allMatch(this::isChance),
            read(record, alike),
            read(record, Set.of()));
  }

  /** A line that is no record, of which these fields could be read. */
  static Line unreadable(long line, Objection objection, List<String> fields) {
    return new Line.Bad(
        alarming(List.of(new ImportError(line, "", objection)), line, fields), Optional.empty());
  }

  /** An {@code ADD} with no record before it. */
  Line stray(CsvRow.Fields line) {
    List<ImportError> errors =
        List.of(new ImportError(line.line(), "", Objection.to(Rule.STRAY_ADD)));
    Optional<AddresseeNumber> subject =
        line.fields().size() > LineColumns.ADDRESSEE
            ? subject(line.fields().get(LineColumns.ADDRESSEE), false)
            : Optional.empty();
    return new Line.Bad(
        alarming(errors, line.line(), line.fields()),
        subject.filter(_ -> !breaksLines(line)).map(ReplicaChange.Unreadable::of));
  }

  /** Of whole lines, what may be a forbidden number in the columns that may hold others like it. */
  private void look(List<String> fields, Set<Likenesses.Kind> alike) {
    if (fields.size() != columns.width()) {
      return;
    }
    for (int place : List.of(LineColumns.ADDRESSEE, LineColumns.KEY, LineColumns.SEQUENCE)) {
      likenesses.look(place, fields.get(place)).ifPresent(alike::add);
    }
    for (int i = 0; i < columns.items().size(); i++) {
      ItemType type = columns.items().get(i).item().type();
      if (type == ItemType.TEXT || type == ItemType.NUMBER) {
        int place = LineColumns.FIXED.size() + i;
        likenesses.look(place, fields.get(place)).ifPresent(alike::add);
      }
    }
  }

  /** Sequences are as long as they happen to be: a few say nothing. */
  private boolean isChance(Likenesses.Kind kind) {
    return likenesses.areChance(
        kind,
        kind.column() == LineColumns.SEQUENCE
            || (kind.column() == LineColumns.ADDRESSEE && form.isPresent()));
  }

  /**
   * @param chance what is no forbidden number though it looks like one
   */
  private Line read(RecordReader.Next.Lines record, Set<Likenesses.Kind> chance) {
    Set<Integer> innocent = chance.stream().map(Likenesses.Kind::column).collect(toSet());
    return switch (check(record, innocent)) {
      case Line.Bad(var errors, var mark) ->
          new Line.Bad(
              alarming(errors, record, innocent),
              record.lines().stream().anyMatch(RecordLines::breaksLines) ? Optional.empty() : mark);
      case Line good -> good;
    };
  }

  private static boolean breaksLines(CsvRow.Fields line) {
    return line.fields().stream().anyMatch(field -> field.contains("\n"));
  }

  private static List<ImportError> alarming(
      List<ImportError> errors, RecordReader.Next.Lines record, Set<Integer> innocent) {
    List<ImportError> all = errors;
    for (CsvRow.Fields line : record.lines()) {
      List<String> fields =
          IntStream.range(0, line.fields().size())
              .filter(i -> !innocent.contains(i))
              .mapToObj(line.fields()::get)
              .toList();
      all = alarming(all, line.line(), fields);
    }
    return all;
  }

  /** A refused line that carries one of the two numbers says so, wherever in it that stands. */
  private static List<ImportError> alarming(
      List<ImportError> errors, long line, List<String> fields) {
    return errors.stream().anyMatch(ImportError::isForbidden)
            || fields.stream().noneMatch(field -> ForbiddenNumbers.in(field).isPresent())
        ? errors
        : Stream.concat(
                errors.stream(), Stream.of(new ImportError(line, "", ImportError.FORBIDDEN)))
            .toList();
  }

  private Line check(RecordReader.Next.Lines record, Set<Integer> innocent) {
    CsvRow.Fields first = record.lines().getFirst();
    List<ImportError> errors = new ArrayList<>();
    for (CsvRow.Fields line : record.lines()) {
      if (line.fields().size() != columns.width()) {
        errors.add(
            new ImportError(line.line(), "", Objection.to(Rule.FIELD_COUNT, columns.width())));
      }
    }
    if (record.tooLong()) {
      errors.add(
          new ImportError(
              first.line(), "", Objection.to(Rule.RECORD_TOO_LONG, RecordReader.MOST_LINES)));
    }
    if (record.broken()) {
      errors.add(new ImportError(first.line(), "", Objection.to(Rule.UNREADABLE_PART)));
    }
    if (first.fields().size() != columns.width()) {
      return new Line.Bad(
          errors,
          first.fields().size() > 1
              ? subject(first.fields().get(LineColumns.ADDRESSEE), false)
                  .map(ReplicaChange.Unreadable::of)
              : Optional.empty());
    }
    boolean innocentNumber = innocent.contains(LineColumns.ADDRESSEE);
    String number = first.fields().get(LineColumns.ADDRESSEE);
    Optional<AddresseeNumber> subject = subject(number, innocentNumber);
    if (subject.isEmpty()) {
      errors.add(
          new ImportError(
              first.line(),
              LineColumns.FIXED.get(LineColumns.ADDRESSEE),
              objection(number, innocentNumber)));
    }
    RecordHead.Read read =
        head.read(first.line(), first.fields(), innocent.contains(LineColumns.KEY), errors::add);
    Optional<RecordContent> content = body.read(read, record.lines(), innocent, errors::add);
    return errors.isEmpty()
        ? new Line.Good(read.change(subject.orElseThrow(), content))
        : new Line.Bad(errors, subject.map(person -> read.mark(person, head.kind())));
  }

  private Optional<AddresseeNumber> subject(String value, boolean innocent) {
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
