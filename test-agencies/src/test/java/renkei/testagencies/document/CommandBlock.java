package renkei.testagencies.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of commands ({@code sh}) in a document, and what comments just above it say to the test
 * that runs it: {@code <!-- not run: REASON -->}, {@code <!-- needs: TOOL, TOOL -->} and {@code
 * <!-- prints: TEXT -->}.
 *
 * @param document path from the project's folder
 * @param line of its first command, from 1
 * @param commands to the letter
 * @param notRun why it is not run, if it is not
 * @param needs programs, or modules of Python, without which it cannot be run
 * @param prints what must be in its output
 */
record CommandBlock(
    String document,
    int line,
    String commands,
    Optional<String> notRun,
    List<String> needs,
    List<String> prints) {

  private static final Pattern COMMENT = Pattern.compile("<!-- (not run|needs|prints): (.*) -->");

  String place() {
    return document + ":" + line;
  }

  /** All blocks of a document, in its order. */
  static List<CommandBlock> of(Path project, String document) throws IOException {
    List<CommandBlock> blocks = new ArrayList<>();
    List<Matcher> comments = new ArrayList<>();
    List<String> lines = Files.readAllLines(project.resolve(document));
    for (int n = 0; n < lines.size(); n++) {
      Matcher comment = COMMENT.matcher(lines.get(n));
      if (comment.matches()) {
        comments.add(comment);
      } else if (lines.get(n).equals("```sh")) {
        int end = n + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        blocks.add(block(document, n + 2, lines.subList(n + 1, end), comments));
        comments.clear();
        n = end;
      } else if (!lines.get(n).isBlank()) {
        comments.clear();
      }
    }
    return blocks;
  }

  private static CommandBlock block(
      String document, int line, List<String> commands, List<Matcher> comments) {
    return new CommandBlock(
        document,
        line,
        String.join("\n", commands) + "\n",
        said(comments, "not run").findFirst(),
        said(comments, "needs").flatMap(text -> List.of(text.split(", *")).stream()).toList(),
        said(comments, "prints").toList());
  }

  private static Stream<String> said(List<Matcher> comments, String what) {
    return comments.stream()
        .filter(comment -> comment.group(1).equals(what))
        .map(comment -> comment.group(2));
  }
}
