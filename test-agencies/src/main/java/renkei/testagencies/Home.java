package renkei.testagencies;

import java.nio.file.Path;

/** The project's folder, told by the launcher. */
final class Home {

  private Home() {}

  static Path folder() {
    return Path.of(System.getProperty("renkei.home", "")).toAbsolutePath().normalize();
  }
}
