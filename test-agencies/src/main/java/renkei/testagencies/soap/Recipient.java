package renkei.testagencies.soap;

import org.w3c.dom.Element;

/** Who stands behind a door. Called by many threads at once. */
@FunctionalInterface
public interface Recipient {

  /** Takes or refuses the payload of one request; must be quick. */
  Acceptance receive(Element payload);
}
