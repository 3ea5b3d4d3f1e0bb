package renkei.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import renkei.gateway.http.Entrance;
import renkei.gateway.http.RefusalForm;
import renkei.gateway.http.ServedPath;
import renkei.gateway.http.ServerRefusal;

/** Lets in whoever has one name, by GET and POST, with any body. */
public final class OpenEntrance {

  private OpenEntrance() {}

  public static Entrance at(String... paths) {
    Set<String> any = Set.of(ServedPath.ANY);
    return new Entrance(
        Pattern.compile(".*"),
        _ -> true,
        List.of(paths).stream()
            .map(path -> ServedPath.exactly(path, Map.of("GET", any, "POST", any)))
            .toList(),
        OpenEntrance::tell);
  }

  /** The status, and what it is about. */
  private static RefusalForm.Told tell(ServerRefusal refusal) {
    String text = "told: " + refusal.status() + " " + refusal.kind();
    return new RefusalForm.Told(
        refusal.kind().name(), "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }
}
