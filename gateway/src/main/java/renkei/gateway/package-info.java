/**
 * The gateway: the doors of the platform, and its start-up. This package starts and joins, and
 * nothing more: {@link renkei.gateway.Main} is the command line, {@code ServeCommand} runs a {@code
 * Gateway}, {@code Servers} are the database, the message broker and the cluster member, {@code
 * Rounds} is what repeats: records are sealed, rows tidied, certificates looked at.
 *
 * <table>
 * <caption>Where things are</caption>
 * <tr><td>{@code cli}</td><td>the verbs that start no platform, and the client by which they talk
 *     to one that runs</td></tr>
 * <tr><td>{@code contract}</td><td>the national contract's codec: elements to records and back,
 *     signed and sealed ({@code SignedMessages} decides what is sealed)</td></tr>
 * <tr><td>{@code national}</td><td>the national network's door and the client that sends to it:
 *     which message is taken, and how a refusal is told</td></tr>
 * <tr><td>{@code local}</td><td>what all doors of a municipality share: callers, bulkheads,
 *     requests that become calls of the broker and the stores</td></tr>
 * <tr><td>{@code local.rest}</td><td>the REST syntax of those requests</td></tr>
 * <tr><td>{@code console}</td><td>the operators' page and the metrics</td></tr>
 * <tr><td>{@code health}</td><td>the state of every route and part: what is away, since when and
 *     why</td></tr>
 * <tr><td>{@code tenant}</td><td>the tenants' own data joined to the broker: answers, records,
 *     results ({@code TenantAnswers} decides by purpose whether a flag holds an answer)</td></tr>
 * <tr><td>{@code staff}</td><td>operators and municipal staff as persons, their acts, and what two
 *     of them decide together</td></tr>
 * <tr><td>{@code bench}</td><td>what records and decisions cost by themselves</td></tr>
 * <tr><td>{@code replay}</td><td>a day's decisions made again under another permission list</td></tr>
 * <tr><td>{@code config}</td><td>settings, keys, directory: what an operator decides</td></tr>
 * <tr><td>{@code jetty}</td><td>the HTTPS servers under the doors, and their bounds</td></tr>
 * <tr><td>{@code http}</td><td>what doors over HTTP share above the server</td></tr>
 * <tr><td>{@code wording}</td><td>the words in which callers are told what is wrong, in both
 *     languages</td></tr>
 * <tr><td>{@code postgres}</td><td>PostgreSQL as a process of our own</td></tr>
 * <tr><td>{@code witness}</td><td>what notices that the database is older than what was
 *     acknowledged</td></tr>
 * <tr><td>{@code pki}</td><td>the keys of a demonstration</td></tr>
 * <tr><td>{@code files}</td><td>files that survive a power cut</td></tr>
 * <tr><td>{@code logging}</td><td>what the log says, and what is counted as refused</td></tr>
 * </table>
 */
@NullMarked
package renkei.gateway;

import org.jspecify.annotations.NullMarked;
