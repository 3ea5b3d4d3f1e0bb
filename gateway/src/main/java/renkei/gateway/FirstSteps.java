package renkei.gateway;

import java.nio.file.Path;

/** What somebody who tries the platform out does next. */
final class FirstSteps {

  private FirstSteps() {}

  /** Commands to paste into another terminal, in the project's folder. */
  static String after(Path data) {
    String folder = "'" + data.toString().replace("'", "'\\''") + "'";
    return """

        # The platform is ready, and there is nobody yet about whom it could be asked. In another terminal:
        # 準備ができました。まだ照会できる人がいません。別の端末で:

        # a world around it, with municipalities and people; prints three commands that ask (外の世界。照会の例を三つ表示):
        ./renkei world --data %1$s

        # who can be asked about (照会できる人の一覧):
        ./renkei world people --data %1$s

        # docs/world.md goes on from there: people of your own, a code by hand, the pension service.
        """
        .formatted(folder)
        .stripTrailing();
  }
}
