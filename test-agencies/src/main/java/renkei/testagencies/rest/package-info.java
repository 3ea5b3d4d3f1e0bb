/**
 * The REST doors of the world: by them people and programs hand over serial numbers at the resident
 * network, ask as the pension service, and see what My Portal shows. {@code RestDoors} judges who
 * calls and how; behind it each body has a door of its own. What they are for, {@code
 * docs/world.md} and the doors themselves say.
 */
@NullMarked
package renkei.testagencies.rest;

import org.jspecify.annotations.NullMarked;
