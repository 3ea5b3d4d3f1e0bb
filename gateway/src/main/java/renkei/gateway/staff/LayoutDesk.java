package renkei.gateway.staff;

import java.util.List;
import renkei.codebook.database.Database;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.layout.LayoutShelf.Taken;
import renkei.tenantstore.layout.ShelvedLayout;

/**
 * Layouts (データ標準レイアウト) that operators bring: what is taken is an act of whoever brought it, though
 * it is the publisher's signature that counts. Thread-safe.
 */
public final class LayoutDesk {

  private final Database database;
  private final Acts acts;
  private final LayoutShelf shelf;

  /** Over this shelf. */
  public LayoutDesk(Database database, Acts acts, LayoutShelf shelf) {
    this.database = database;
    this.acts = acts;
    this.shelf = shelf;
  }

  /** Takes a signed layout file from somebody who may {@link Right#OPERATE operate}. */
  public Taken take(Actor by, byte[] signed) {
    return database.inPlatform(
        tx -> {
          Taken taken = shelf.take(signed, tx);
          if (taken instanceof Taken.Kept(ShelvedLayout kept)) {
            acts.record(
                tx,
                by,
                Action.LAYOUT_TAKEN,
                kept.layout().information() + " " + kept.layout().edition());
          }
          return taken;
        });
  }

  /** All editions, by information code and then by edition. */
  public List<ShelvedLayout> list() {
    return shelf.list();
  }
}
