package renkei.gateway;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.Safely;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.Permissions;
import renkei.gateway.config.Configuration;
import renkei.gateway.config.PersonsKey;
import renkei.gateway.console.OperatorConsole;
import renkei.gateway.pki.PersonsKeyFile;
import renkei.gateway.staff.Acts;
import renkei.gateway.staff.Enrolments;
import renkei.gateway.staff.LayoutActivation;
import renkei.gateway.staff.LayoutDesk;
import renkei.gateway.staff.LayoutWithdrawal;
import renkei.gateway.staff.ListWithdrawal;
import renkei.gateway.staff.MachineCode;
import renkei.gateway.staff.PersonChanges;
import renkei.gateway.staff.Persons;
import renkei.gateway.staff.Place;
import renkei.gateway.staff.Proposals;
import renkei.gateway.staff.Secrets;
import renkei.gateway.staff.Sessions;
import renkei.gateway.staff.StaffDesk;
import renkei.gateway.staff.TwoPersonAct;
import renkei.signing.AlgorithmTable;
import renkei.signing.DataKey;
import renkei.tenantstore.TenantKeys;
import renkei.tenantstore.layout.LayoutShelf;

/** Operators and municipal staff of one gateway, as its doors know them. */
record People(OperatorConsole.People operators, StaffDesk staff, Acts acts) {

  private static final Logger log = LoggerFactory.getLogger(People.class);
  private static final Duration SEALING_PAUSE = Duration.ofSeconds(5);

  /** Other gateways record too, and may have died before they sealed. */
  private static final Duration LOOKING_PAUSE = Duration.ofHours(1);

  /** Reads the key of persons; makes it for a demonstration that has none. */
  static DataKey key(Configuration.KeyFolder keys) {
    if (keys.demonstration()) {
      PersonsKeyFile.makeIfMissing(keys.folder(), PersonsKey.FILE);
    }
    return PersonsKey.read(keys);
  }

  /**
   * @param key as {@link #key} has it
   * @param tenants the keys of each tenant
   */
  static People of(
      Database database,
      Configuration configuration,
      DataKey key,
      Function<TenantId, TenantKeys> tenants,
      Permissions permissions,
      LayoutShelf layouts,
      AlgorithmTable algorithms,
      MachineCode machine,
      Clock clock) {
    SecureRandom random = new SecureRandom();
    Acts acts =
        new Acts(
            database,
            place ->
                place
                    .tenant()
                    .map(tenant -> tenants.apply(tenant).identity())
                    .orElseGet(() -> PersonsKey.platform(configuration.keys())),
            place ->
                place.tenant().map(tenant -> tenants.apply(tenant).columns().data()).orElse(key),
            algorithms,
            clock,
            random);
    Secrets secrets = Secrets.under(key);
    Persons persons = new Persons(database, secrets, clock);
    Enrolments enrolments = new Enrolments(database, acts, secrets, clock);
    PersonChanges changes = new PersonChanges(database, acts, clock, random);
    List<TwoPersonAct> kinds = new ArrayList<>(changes.kinds());
    kinds.add(new ListWithdrawal(permissions));
    kinds.add(new LayoutActivation(layouts, configuration.keys().demonstration()));
    kinds.add(new LayoutWithdrawal(layouts));
    Proposals proposals = new Proposals(database, acts, kinds, clock);
    return new People(
        new OperatorConsole.People(
            persons,
            enrolments,
            changes,
            proposals,
            acts,
            new Sessions(clock),
            new LayoutDesk(database, acts, layouts),
            machine),
        new StaffDesk(persons, enrolments, new Sessions(clock), acts),
        acts);
  }

  /** Signs heads over acts, every few seconds where there are new ones. */
  void seal(Timers timers, AgencyDirectory directory) {
    List<Place> places = new ArrayList<>(directory.tenants().stream().map(Place::of).toList());
    places.add(Place.PLATFORM);
    acts.lookInto(places);
    timers.every(LOOKING_PAUSE, "look for acts without a head", () -> acts.lookInto(places));
    timers.every(SEALING_PAUSE, "sealing of acts", () -> acts.unsealed().forEach(this::seal));
  }

  private void seal(Place place) {
    boolean _ = Safely.run(log, "sealing of acts of " + place, () -> acts.seal(place));
  }
}
