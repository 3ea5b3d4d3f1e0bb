package renkei.gateway.local.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import renkei.gateway.local.CallerRole;

/** Who may call a method; a method without it is closed to everybody. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface AllowedTo {
  CallerRole[] value();
}
