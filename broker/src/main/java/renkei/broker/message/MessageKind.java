package renkei.broker.message;

import java.util.regex.Pattern;

/**
 * A kind of message of the national contract that has a row in the message table.
 *
 * @param name upper-case words joined by underscores; the kind's name in rows and queues
 * @param begins whether the message begins work. What goes on with work begun before, and so can
 *     end it, goes ahead of that in a queue and does not wait for leave
 */
public record MessageKind(String name, boolean begins) {

  private static final Pattern FORM = Pattern.compile("[A-Z][A-Z_]{0,63}");

  /** Inquirer to core: a question (情報照会). */
  public static final MessageKind INQUIRY = new MessageKind("INQUIRY", true);

  /** Core to provider: a permitted question. */
  public static final MessageKind PERMITTED_INQUIRY = new MessageKind("PERMITTED_INQUIRY", true);

  /** Core to inquirer: the permit, or why there is none. */
  public static final MessageKind DECISION = new MessageKind("DECISION", false);

  /** Provider to inquirer. */
  public static final MessageKind ANSWER = new MessageKind("ANSWER", false);

  /** Core to municipality: person codes. The door deals with it itself. */
  public static final MessageKind CODE_DELIVERY = new MessageKind("CODE_DELIVERY", false);

  /** Core to platform: what a permission list is, without its rows. The door deals with it. */
  public static final MessageKind PERMISSION_LIST_MANIFEST =
      new MessageKind("PERMISSION_LIST_MANIFEST", false);

  /** Core to platform: some of the rows of a permission list. The door deals with it itself. */
  public static final MessageKind PERMISSION_LIST_PART =
      new MessageKind("PERMISSION_LIST_PART", false);

  /** Refuses a name that is not upper-case words joined by underscores. */
  public MessageKind {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException("a kind of message is named by up to 64 of A-Z and _");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
