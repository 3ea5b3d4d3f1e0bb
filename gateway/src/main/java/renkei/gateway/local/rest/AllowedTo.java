package renkei.gateway.local.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import renkei.gateway.local.CallerRole;
import renkei.gateway.staff.Right;

/** Who may call a method; a method without it is closed to everybody. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface AllowedTo {
  CallerRole[] value();

  /** What a member of staff must be allowed. */
  Right right() default Right.OBSERVE;

  /** Whether a staff terminal may call before anybody has logged in there: only in order to. */
  boolean beforeLogin() default false;
}
