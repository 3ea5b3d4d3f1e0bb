package renkei.gateway.files;

import java.nio.charset.CharacterCodingException;

/** A text that should be UTF-8 and is not. */
public final class NotUtf8Exception extends CharacterCodingException {

  private final long line;

  NotUtf8Exception(long line) {
    this.line = line;
  }

  /** Where the first byte is that belongs to no character, from 1. */
  public long line() {
    return line;
  }

  @Override
  public String getMessage() {
    return "line " + line + " is not UTF-8";
  }
}
