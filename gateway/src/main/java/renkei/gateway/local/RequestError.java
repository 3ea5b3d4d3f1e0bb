package renkei.gateway.local;

import java.util.Locale;

/** Everything a local door answers instead of what was asked for. */
public enum RequestError {
  /** The request is none of the contract's. */
  BAD_REQUEST("check the request against the contract"),
  /** No JSON, or with other fields than the contract's. */
  MALFORMED_JSON("send one JSON object with the fields of the contract and no others"),
  /** One field has no form of the contract. */
  MALFORMED_FIELD("check the form of the field"),
  /** A file of replicas cannot be read on. */
  MALFORMED_CSV("correct the file and send it again"),
  /** The request ended too early. */
  BROKEN_OFF("what is committed stays; send the same file again"),
  /** 個人番号 or 住民票コード where an opaque value belongs. */
  FORBIDDEN_NUMBER("never send a 個人番号 or 住民票コード to the platform"),
  /** The directory has no such agency. */
  UNKNOWN_PROVIDER("the directory does not know this agency"),
  /** The certificate names nobody who may call. */
  NO_CALLER("the client certificate names no caller of this door"),
  /** Another municipality's part. */
  OTHER_TENANT("call only your own municipality's part"),
  /** Not for callers in this role. */
  NOT_YOUR_ROLE("this is not open to callers in your role"),
  /** Called by a staff terminal, and by no person. */
  NO_PERSON("log in, or call with a certificate that is bound to a member of staff"),
  /** Login, password, one-time code or enrolment code is not right. */
  WRONG_CREDENTIAL("check login, password and code; each one-time code is good once"),
  /** Not with the rights of this person. */
  NOT_YOUR_RIGHT("this takes a right that the person does not have"),
  /** There is no such thing. */
  NOT_FOUND("there is nothing of this name"),
  /** Not a method of the contract. */
  METHOD_NOT_ALLOWED("see the contract for the methods of this path"),
  /** Not an answer of the contract. */
  NOT_ACCEPTABLE("see the contract for the media types of this path"),
  /** The person has no code. */
  NO_CODE("the person has no code yet; ask for a serial number first"),
  /** The same name for something else. */
  LOCAL_ID_TAKEN("this local id names another inquiry already"),
  /** Something new holds what staff would release. */
  HELD_AGAIN("look at the person's case again; then release or refuse"),
  /** More than this door takes. */
  TOO_LARGE("send less at once"),
  /** Not a media type of the contract. */
  UNSUPPORTED_MEDIA_TYPE("see the contract for the media types of this path"),
  /** It took too long to come. */
  TOO_SLOW("the request did not arrive in time; send it again"),
  /** More than a counter asks. */
  TOO_FAST("no counter asks so fast; send mass inquiries in lane ROUTINE or BULK, or come later"),
  /** Too much of this kind waits or is under way. */
  BUSY("too much is waiting; send the same again later"),
  /** Something this platform needs is away. */
  UNAVAILABLE("the platform cannot reach its database now; send the same again later"),
  /** A fault of this platform. */
  FAILED("the platform failed; try again, and tell the operator if it fails again");

  private final String advice;

  RequestError(String advice) {
    this.advice = advice;
  }

  /** What the caller can do next. */
  public String advice() {
    return advice;
  }

  /** The name in answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether people have to look at it. */
  public boolean isAlarm() {
    return this == FORBIDDEN_NUMBER || this == OTHER_TENANT;
  }
}
