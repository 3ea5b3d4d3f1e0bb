package renkei.testagencies.message;

import java.util.List;

/**
 * A class of bodies that rows of the permission list name.
 *
 * @param members {@code kind:} and a kind of agency, or {@code body:} and an agency
 */
public record BodyClass(String id, String nameJa, String nameEn, List<String> members) {}
