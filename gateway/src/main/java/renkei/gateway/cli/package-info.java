/**
 * The verbs that start no platform: what auditors, operators and whoever looks after the database
 * do from a command line, beside a platform that runs or without any. It begins at the five groups,
 * {@link renkei.gateway.cli.RecordsCommand}, {@link renkei.gateway.cli.OperatorsCommand}, {@link
 * renkei.gateway.cli.LayoutsCommand}, {@link renkei.gateway.cli.PermissionsCommand} and {@link
 * renkei.gateway.cli.DatabaseCommand}; nothing else comes in here, and nobody but the command line
 * of {@code renkei.gateway} comes in.
 *
 * <p>A verb for operators acts through the operator door like anybody else: {@code
 * OperatorDoorOptions} says where that is and as whom, {@code OperatorDoorClient} talks to it. What
 * is verified offline goes through {@code ExportVerification}. A new group of verbs stands in
 * {@code Main} and in the launcher; its help is held against {@code docs/help}.
 */
@NullMarked
package renkei.gateway.cli;

import org.jspecify.annotations.NullMarked;
