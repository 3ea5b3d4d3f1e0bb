package renkei.gateway.local.rest;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import renkei.codebook.calendar.FiscalYear;
import renkei.gateway.local.FieldFault;
import renkei.gateway.local.Fields;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;
import renkei.tenantstore.layout.KeyKind;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.load.Load;

/** The query parameters of a load, as they came. */
record LoadParameters(
    @Nullable String mode,
    @Nullable String load,
    @Nullable String missing,
    @Nullable String coversFrom,
    @Nullable String coversTo,
    @Nullable String batch,
    @Nullable String system,
    @Nullable String sourceVersion) {

  private static final Form<Boolean> FULL =
      choice("full", "difference", new Phrase("full or difference", "full 又は difference"));

  private static final Form<Boolean> DELETE =
      choice("delete", "keep", new Phrase("keep or delete", "keep 又は delete"));

  private static final Form<Boolean> TEST =
      choice("test", "register", new Phrase("test or register", "test 又は register"));

  private static final Phrase NAME =
      new Phrase("1 to 64 of 0-9, A-Z, a-z, '.', '_' and '-'", "1～64文字の英数字と「.」「_」「-」");

  /** The name of a load. */
  static final Form<Load.Batch> BATCH = new Form<>(Load.Batch::new, NAME);

  private static final Form<String> ORIGIN = new Form<>(text -> new Load.Batch(text).value(), NAME);

  private static final Form<Integer> YEAR =
      new Form<>(
          text -> {
            if (!FiscalYear.isOne(text)) {
              throw new IllegalArgumentException("no fiscal year");
            }
            return Integer.parseInt(text);
          },
          new Phrase("a fiscal year in four digits", "年度（西暦4桁）"));

  private static final Phrase FULL_ONLY =
      new Phrase("be left out: it goes with a full load only", "指定しないこと（full でだけ使います）");

  private static final Phrase COVERED_ONLY =
      new Phrase(
          "be left out: it goes with a full load of what is told apart by years or periods only",
          "指定しないこと（年度・期間をキーとする情報の full でだけ使います）");

  private static final Phrase NOT_BEFORE =
      new Phrase("not lie before coversFrom", "coversFrom 以後であること");

  private static Form<Boolean> choice(String yes, String no, Phrase expected) {
    return new Form<>(
        text -> {
          if (!text.equals(yes) && !text.equals(no)) {
            throw new IllegalArgumentException("neither");
          }
          return text.equals(yes);
        },
        expected);
  }

  /**
   * What they say.
   *
   * @param layout of what is loaded; empty if there is none, and then the load is refused as such
   * @throws renkei.gateway.local.RefusedException naming the parameter that is wrong
   */
  Load read(Optional<Layout> layout) {
    boolean full = Fields.required("load", load, FULL);
    KeyKind key = layout.map(known -> known.records().key()).orElse(KeyKind.NONE);
    Load.Scope scope = full ? full(layout.isPresent(), key) : difference();
    return new Load(
        Fields.optional("batch", batch, BATCH)
            .orElseGet(() -> new Load.Batch(UUID.randomUUID().toString())),
        Fields.optional("mode", mode, TEST).filter(test -> test).isPresent()
            ? Load.Mode.TEST
            : Load.Mode.REGISTER,
        scope,
        new Load.Origin(
            Fields.optional("system", system, ORIGIN).orElse(""),
            Fields.optional("sourceVersion", sourceVersion, ORIGIN).orElse("")));
  }

  private Load.Scope difference() {
    requireAbsent("missing", missing, FULL_ONLY);
    requireAbsent("coversFrom", coversFrom, COVERED_ONLY);
    requireAbsent("coversTo", coversTo, COVERED_ONLY);
    return new Load.Scope.Difference();
  }

  private Load.Scope full(boolean known, KeyKind key) {
    Load.Missing rest =
        Fields.required("missing", missing, DELETE) ? Load.Missing.DELETE : Load.Missing.KEEP;
    return new Load.Scope.Full(
        rest,
        switch (key) {
          case FISCAL_YEAR ->
              covers(
                  new FiscalYear(Fields.required("coversFrom", coversFrom, YEAR)).firstDay(),
                  new FiscalYear(Fields.required("coversTo", coversTo, YEAR)).lastDay());
          case PERIOD ->
              covers(
                  Fields.required("coversFrom", coversFrom, Forms.DAY),
                  Fields.required("coversTo", coversTo, Forms.DAY));
          case NONE, SERIAL -> {
            if (known) {
              requireAbsent("coversFrom", coversFrom, COVERED_ONLY);
              requireAbsent("coversTo", coversTo, COVERED_ONLY);
            }
            yield Optional.empty();
          }
        });
  }

  private static Optional<Load.Covers> covers(LocalDate first, LocalDate last) {
    if (first.isAfter(last)) {
      throw new RefusedException(
          RequestError.MALFORMED_FIELD,
          "coversTo lies before coversFrom",
          new FieldFault("coversTo", NOT_BEFORE));
    }
    return Optional.of(new Load.Covers(first, last));
  }

  private static void requireAbsent(String name, @Nullable String text, Phrase expected) {
    if (text != null) {
      throw new RefusedException(
          RequestError.MALFORMED_FIELD,
          name + " does not belong here",
          new FieldFault(name, expected));
    }
  }
}
