package renkei.testagencies.resident;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import renkei.codebook.ItemCode;
import renkei.tenantstore.layout.Absence;
import renkei.tenantstore.layout.ContentCheck;
import renkei.tenantstore.layout.ContentObjection;
import renkei.tenantstore.layout.GroupCode;
import renkei.tenantstore.layout.GroupValue;
import renkei.tenantstore.layout.LayoutFile;
import renkei.tenantstore.layout.RecordContent;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;

/**
 * The platform's own reading of a layout and its check of records: what the world's reading of the
 * same file is held against.
 */
final class PlatformCheck {

  private final ContentCheck check;

  private PlatformCheck(ContentCheck check) {
    this.check = check;
  }

  static PlatformCheck by(InformationCode information, Edition edition) {
    String file = "/layouts/form-2/%s/%s.json".formatted(edition.value(), information.value());
    try (InputStream in = PlatformCheck.class.getResourceAsStream(file)) {
      return switch (LayoutFile.read(Objects.requireNonNull(in).readAllBytes())) {
        case LayoutFile.Reading.Read(var layout) -> new PlatformCheck(ContentCheck.of(layout));
        case LayoutFile.Reading.Refused(var refused) -> throw new AssertionError(refused.en());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the platform has against a record, with the place. */
  List<String> objections(RecordValues record) {
    return check.check(content(record), _ -> false).stream()
        .map(ContentObjection::toString)
        .toList();
  }

  private static RecordContent content(RecordValues values) {
    return new RecordContent(
        values.items().entrySet().stream()
            .map(item -> value(new ItemCode(item.getKey().value()), item.getValue()))
            .toList(),
        values.groups().stream()
            .map(
                group ->
                    new GroupValue(new GroupCode(group.group().value()), content(group.values())))
            .toList());
  }

  private static renkei.tenantstore.layout.ItemValue value(ItemCode code, ItemValue value) {
    return switch (value) {
      case ItemValue.Given(var own, var standard) ->
          new renkei.tenantstore.layout.ItemValue(code, own, standard, Optional.empty());
      case ItemValue.Missing(var reason) ->
          renkei.tenantstore.layout.ItemValue.absent(code, Absence.valueOf(reason.name()));
    };
  }
}
