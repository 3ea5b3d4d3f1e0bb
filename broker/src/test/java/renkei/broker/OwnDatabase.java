package renkei.broker;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands each test class, with those nested in it, a database of its own that is dropped after. */
public final class OwnDatabase implements BeforeAllCallback, ParameterResolver {

  @Override
  public void beforeAll(ExtensionContext context) {
    BrokerDatabase _ = database(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == BrokerDatabase.class;
  }

  @Override
  public BrokerDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return database(context);
  }

  /** Made where it is asked for first, which is the outermost class. */
  private static BrokerDatabase database(ExtensionContext context) {
    return context
        .getStore(Namespace.create(OwnDatabase.class))
        .computeIfAbsent(BrokerDatabase.class, _ -> BrokerDatabase.fresh(), BrokerDatabase.class);
  }
}
