package renkei.testagencies.story;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import renkei.testagencies.core.Directory;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Content;
import renkei.testagencies.message.Exchange;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.AgencyCode;

/** The chapter in which citizens see their own data and who asked for it. */
final class PortalChapter {

  private static final int SHOWN = 8;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Tokyo"));

  private final Narrator narrator;
  private final Stage stage;
  private final Disclosure disclosure;

  PortalChapter(Narrator narrator, Stage stage, Ledger ledger) {
    this.narrator = narrator;
    this.stage = stage;
    disclosure = new Disclosure(stage, ledger);
  }

  /** Plays it, and says how many exchanges the portal was shown. */
  int play(Scenes scenes) throws InterruptedException {
    narrator.chapter("My Portal (マイナポータル): the citizen sees own data, and who asked");
    ResidentCode moved = scenes.movedCitizen();
    int shown = 0;
    for (Municipality city : List.of(stage.city(0), stage.city(1))) {
      narrator.check(
          "own data at " + city.name(),
          "own data (自己情報) of a citizen at "
              + city.name()
              + ": register and tax, exactly as loaded",
          disclosure.ownDataIsRight(city, moved, DemoCodes.REGISTER)
              && disclosure.ownDataIsRight(city, moved, DemoCodes.TAX));
      shown += history(city, moved, "the citizen");
    }
    hidden(stage.city(1), moved);
    shown += history(stage.city(0), scenes.citizenAtHome(), "another citizen");
    // The bulk run does not come as far as the last one.
    ResidentCode stranger = stage.city(2).files().ordinary().getLast().resident().code();
    shown += history(stage.city(2), stranger, "somebody nobody asked about");
    notAvailable();
    return shown;
  }

  private void hidden(Municipality city, ResidentCode citizen) throws InterruptedException {
    Disclosure.Hiding hiding = disclosure.hidesOne(city, citizen);
    narrator.check(
        "a hidden record",
        "staff of %s hide one record (不開示) and show it again: the history has %d, %d, %d exchanges"
            .formatted(
                city.name(),
                hiding.before().shown().size(),
                hiding.meanwhile().shown().size(),
                hiding.after().shown().size()),
        hiding.right());
  }

  /** Whoever looks over a protected person's shoulder learns no more than about anybody held. */
  private void notAvailable() throws InterruptedException {
    narrator.check(
        "own data and history of somebody held or protected",
        "own data of somebody held, own data and history of somebody protected (支援措置): not available",
        disclosure.tellsNobodyWhoIsProtected(stage.city(2)));
  }

  private int history(Municipality city, ResidentCode citizen, String who)
      throws InterruptedException {
    Disclosure.History history = disclosure.history(city, citizen);
    narrator.check(
        "history of %s at %s".formatted(who, city.name()),
        "history (情報提供等記録) of %s at %s: %d exchanges, %d missing, %d wrong"
            .formatted(
                who, city.name(), history.shown().size(), history.missing(), history.wrong()),
        history.right());
    for (Content.Entry entry : history.shown().stream().limit(SHOWN).toList()) {
      Exchange exchange = entry.record().exchange();
      narrator.say(
          "    %s  %-21s → %-23s %-8s %-14s %s"
              .formatted(
                  TIME.format(entry.at()),
                  name(exchange.inquirer()),
                  name(exchange.provider()),
                  exchange.purpose(),
                  entry.record().outcome(),
                  entry.record().asProvider() ? "gave" : "asked"));
    }
    return history.shown().size();
  }

  private String name(AgencyCode code) {
    return stage.world().directory().find(code).map(Directory.Agency::nameEn).orElse(code.value());
  }
}
