/**
 * The bodies outside the platform that ask ({@code Inquirer}) and answer ({@code AnsweringAgency},
 * and two that misbehave on purpose). What comes in is a party on the national network that is
 * neither the core nor a municipality; how parties send and receive is in {@code party}.
 */
@NullMarked
package renkei.testagencies.agency;

import org.jspecify.annotations.NullMarked;
