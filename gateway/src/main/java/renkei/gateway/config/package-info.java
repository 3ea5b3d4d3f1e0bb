/**
 * What an operator decides, read once at start and refused by name: {@link
 * renkei.gateway.config.Configuration} out of {@link renkei.gateway.config.Settings}, the keys, the
 * directory of public bodies and the table of algorithms. Problems are gathered into one {@link
 * renkei.gateway.config.BadConfigurationException}. Files come in; whoever starts the gateway gets
 * records.
 */
@NullMarked
package renkei.gateway.config;

import org.jspecify.annotations.NullMarked;
