package renkei.gateway.config;

import java.util.List;

/** The configuration names a key that does not exist, or gives one a value it cannot have. */
public final class BadConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * @param problems one sentence for each, beginning with the key
   */
  public BadConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each. */
  public List<String> problems() {
    return problems;
  }
}
