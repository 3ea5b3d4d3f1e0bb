package renkei.testagencies.world;

import java.nio.file.Path;

/** Where the people of a world come from. */
public sealed interface People {

  /** The seed of demonstrations and of worlds that are not told another. */
  long USUAL_SEED = 20_260_601;

  /**
   * They are made up.
   *
   * @param seed the same seed makes the same people
   * @param residents how many entries each municipality's files have
   */
  record FromSeed(long seed, int residents) implements People {}

  /**
   * They are written down.
   *
   * @param file as {@link renkei.testagencies.resident.PeopleFile} reads it
   */
  record FromFile(Path file) implements People {}
}
