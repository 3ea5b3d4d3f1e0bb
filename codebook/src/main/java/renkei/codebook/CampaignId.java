package renkei.codebook;

import java.util.regex.Pattern;

/**
 * The campaign (一斉照会) that a batch is part of, such as the yearly one for child allowances.
 *
 * @param value 1 to 32 of A-Z, 0-9 and {@code -}
 */
public record CampaignId(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Z0-9-]{1,32}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public CampaignId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("CampaignId must be 1 to 32 of A-Z, 0-9 and -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
