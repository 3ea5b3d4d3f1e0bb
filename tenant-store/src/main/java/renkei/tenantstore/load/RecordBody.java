package renkei.tenantstore.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renkei.codebook.ItemCode;
import renkei.tenantstore.layout.Absence;
import renkei.tenantstore.layout.ContentCheck;
import renkei.tenantstore.layout.ContentObjection;
import renkei.tenantstore.layout.Group;
import renkei.tenantstore.layout.GroupCode;
import renkei.tenantstore.layout.GroupValue;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;
import renkei.tenantstore.layout.RecordContent;
import renkei.tenantstore.load.LineColumns.Part;

/** Reads the items of a record from its lines, and holds them against the layout. */
final class RecordBody {

  private static final Pattern PATH = Pattern.compile("[1-9][0-9]{0,3}(\\.[1-9][0-9]{0,3}){0,9}");

  private final Layout layout;
  private final LineColumns columns;
  private final ContentCheck check;

  /** Of each column the place of the first one of its item. */
  private final int[] firsts;

  RecordBody(Layout layout, LineColumns columns) {
    this.layout = layout;
    this.columns = columns;
    this.check = ContentCheck.of(layout);
    List<ItemCode> codes = columns.items().stream().map(column -> column.item().code()).toList();
    this.firsts = codes.stream().mapToInt(codes::indexOf).toArray();
  }

  /** Where a value stands: a group, the record itself being none, and the path of its instance. */
  private record At(Optional<GroupCode> group, String path) {

    private static final At ROOT = new At(Optional.empty(), "");
  }

  /** What becomes a record, level by level. */
  private record Node(List<ItemValue> items, List<Inside> inside) {

    private record Inside(GroupCode code, Node node) {}

    private Node(List<ItemValue> items) {
      this(items, new ArrayList<>());
    }

    private long count(GroupCode code) {
      return inside.stream().filter(one -> one.code().equals(code)).count();
    }

    private RecordContent content() {
      return new RecordContent(
          items,
          inside.stream().map(one -> new GroupValue(one.code(), one.node().content())).toList());
    }
  }

  /**
   * The content of a record; empty for one that is deleted, and where something was said against
   * it.
   */
  Optional<RecordContent> read(
      RecordHead.Read head,
      List<CsvRow.Fields> lines,
      Set<Integer> innocent,
      Consumer<ImportError> errors) {
    if (lines.stream().anyMatch(line -> line.fields().size() != columns.width())) {
      return Optional.empty();
    }
    return switch (head.operation().orElse(null)) {
      case PUT -> content(lines, innocent, errors);
      case DELETE -> {
        checkEmpty(lines, errors);
        yield Optional.empty();
      }
      case null -> Optional.empty();
    };
  }

  private void checkEmpty(List<CsvRow.Fields> lines, Consumer<ImportError> errors) {
    CsvRow.Fields first = lines.getFirst();
    for (int place = LineColumns.FIXED.size(); place < columns.width(); place++) {
      if (!first.fields().get(place).isEmpty()) {
        errors.accept(
            new ImportError(
                first.line(), columns.name(place), Objection.to(Rule.DELETE_WITH_VALUE)));
        break;
      }
    }
    lines.stream()
        .skip(1)
        .forEach(
            line -> errors.accept(new ImportError(line.line(), "", Objection.to(Rule.STRAY_ADD))));
  }

  private Optional<RecordContent> content(
      List<CsvRow.Fields> lines, Set<Integer> innocent, Consumer<ImportError> errors) {
    List<ImportError> found = new ArrayList<>();
    Map<At, Node> nodes = new HashMap<>();
    Map<At, Long> places = new HashMap<>();
    CsvRow.Fields first = lines.getFirst();
    nodes.put(At.ROOT, new Node(items(first, Optional.empty(), found::add)));
    places.put(At.ROOT, first.line());
    for (CsvRow.Fields line : lines.subList(1, lines.size())) {
      Optional<At> at = place(line, first, nodes, found::add);
      at.ifPresent(
          here -> {
            Node node = new Node(items(line, here.group(), found::add));
            nodes.put(here, node);
            places.put(here, line.line());
            parent(here, nodes)
                .orElseThrow()
                .inside()
                .add(new Node.Inside(here.group().orElseThrow(), node));
          });
    }
    RecordContent content = Objects.requireNonNull(nodes.get(At.ROOT)).content();
    Set<ItemCode> fine = new HashSet<>();
    for (int place : innocent) {
      if (place >= LineColumns.FIXED.size()) {
        fine.add(columns.items().get(place - LineColumns.FIXED.size()).item().code());
      }
    }
    for (ContentObjection against : check.check(content, value -> fine.contains(value.code()))) {
      found.add(
          new ImportError(
              places.getOrDefault(new At(against.group(), against.path()), first.line()),
              against.item().map(ItemCode::value).orElse(LineColumns.FIXED.get(LineColumns.GROUP)),
              against.objection()));
    }
    found.forEach(errors);
    return found.isEmpty() ? Optional.of(content) : Optional.empty();
  }

  /** Where a line of {@code ADD} belongs; empty if that was said against it. */
  private Optional<At> place(
      CsvRow.Fields line, CsvRow.Fields first, Map<At, Node> nodes, Consumer<ImportError> errors) {
    for (int same : List.of(LineColumns.ADDRESSEE, LineColumns.KEY, LineColumns.SEQUENCE)) {
      if (!line.fields().get(same).equals(first.fields().get(same))) {
        return said(line, same, Rule.STRAY_ADD, errors);
      }
    }
    for (int empty : List.of(LineColumns.AS_OF, LineColumns.VALID_FROM, LineColumns.VALID_TO)) {
      if (!line.fields().get(empty).isEmpty()) {
        return said(line, empty, Rule.NOT_EMPTY, errors);
      }
    }
    Optional<Group> group = group(line.fields().get(LineColumns.GROUP));
    if (group.isEmpty()) {
      return said(line, LineColumns.GROUP, Rule.UNKNOWN_GROUP, errors);
    }
    At at = new At(Optional.of(group.get().code()), line.fields().get(LineColumns.INSTANCE));
    return PATH.matcher(at.path()).matches()
            && parent(at, nodes).filter(node -> isNext(at, node)).isPresent()
        ? Optional.of(at)
        : said(line, LineColumns.INSTANCE, Rule.INSTANCE, errors);
  }

  private static Optional<At> said(
      CsvRow.Fields line, int place, Rule rule, Consumer<ImportError> errors) {
    errors.accept(new ImportError(line.line(), LineColumns.FIXED.get(place), Objection.to(rule)));
    return Optional.empty();
  }

  private Optional<Group> group(String code) {
    return layout.groups().stream().filter(group -> group.code().value().equals(code)).findFirst();
  }

  private static boolean isNext(At at, Node parent) {
    String own = at.path().substring(at.path().lastIndexOf('.') + 1);
    return Long.parseLong(own) == parent.count(at.group().orElseThrow()) + 1;
  }

  /** The instance that another one lies in; empty if no line said it. */
  private Optional<Node> parent(At at, Map<At, Node> nodes) {
    Optional<GroupCode> around = at.group().flatMap(layout::group).flatMap(Group::parent);
    int end = at.path().lastIndexOf('.');
    return Optional.ofNullable(
        nodes.get(new At(around, end < 0 ? "" : at.path().substring(0, end))));
  }

  private List<ItemValue> items(
      CsvRow.Fields line, Optional<GroupCode> group, Consumer<ImportError> errors) {
    @Nullable Cells[] cells = new Cells[firsts.length];
    List<Cells> filled = new ArrayList<>();
    for (int i = 0; i < firsts.length; i++) {
      String text = line.fields().get(LineColumns.FIXED.size() + i);
      if (text.isEmpty()) {
        continue;
      }
      LineColumns.Column column = columns.items().get(i);
      if (!column.item().group().equals(group)) {
        errors.accept(
            new ImportError(
                line.line(), column.item().code().value(), Objection.to(Rule.UNKNOWN_ITEM)));
        continue;
      }
      Cells of = cells[firsts[i]];
      if (of == null) {
        of = new Cells(column.item().code());
        cells[firsts[i]] = of;
        filled.add(of);
      }
      of.put(column.part(), text);
    }
    List<ItemValue> values = new ArrayList<>(filled.size());
    for (Cells of : filled) {
      of.value()
          .ifPresentOrElse(
              values::add,
              () ->
                  errors.accept(
                      new ImportError(line.line(), of.code.value(), Objection.to(Rule.ABSENCE))));
    }
    return values;
  }

  /** What one line says of one item. */
  private static final class Cells {

    private final ItemCode code;
    private Optional<String> value = Optional.empty();
    private Optional<String> standard = Optional.empty();
    private Optional<String> absence = Optional.empty();

    private Cells(ItemCode code) {
      this.code = code;
    }

    private void put(Part part, String text) {
      switch (part) {
        case VALUE -> value = Optional.of(text);
        case STANDARD -> standard = Optional.of(text);
        case ABSENCE -> absence = Optional.of(text);
      }
    }

    /** A value with or without its standard form, or the reason for none; empty if neither. */
    private Optional<ItemValue> value() {
      if (absence.isEmpty()) {
        return value.map(text -> new ItemValue(code, text, standard, Optional.empty()));
      }
      return absence
          .filter(_ -> value.isEmpty() && standard.isEmpty())
          .flatMap(
              reason ->
                  Arrays.stream(Absence.values())
                      .filter(known -> known.name().equals(reason))
                      .findFirst())
          .map(known -> ItemValue.absent(code, known));
    }
  }
}
