package io.skipjack.live;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.management.DefaultManagementObjectNameStrategy;

/**
 * Names a step in JMX, and so in Hawtio, by its route and its id: {@code spot@7/choose-upstream}. Camel's own names
 * hold the id alone, which two generations of a route share: the newer step would not be registered, and the removal
 * of the older one would take the name away.
 *
 * <p>Set it on the management strategy before the context starts. Needs camel-management on the class path.
 */
public final class GenerationObjectNames extends DefaultManagementObjectNameStrategy {
    @Override
    public ObjectName getObjectNameForProcessor(CamelContext context, Processor processor, NamedNode definition)
            throws MalformedObjectNameException {
        return inRoute(super.getObjectNameForProcessor(context, processor, definition), definition);
    }

    @Override
    public ObjectName getObjectNameForStep(CamelContext context, Processor processor, NamedNode definition)
            throws MalformedObjectNameException {
        return inRoute(super.getObjectNameForStep(context, processor, definition), definition);
    }

    private static ObjectName inRoute(ObjectName name, NamedNode step) throws MalformedObjectNameException {
        String route = routeOf(step);
        if (RouteName.generationOf(route) == LiveComponent.NONE) {
            return name;
        }
        String quoted = name.getKeyProperty(KEY_NAME);
        String unique = ObjectName.quote(route + "/" + ObjectName.unquote(quoted));
        // as text, because the order of the keys is the tree that JMX consoles show
        return new ObjectName(name.toString().replace("=" + quoted, "=" + unique));
    }

    private static String routeOf(NamedNode step) {
        NamedNode node = step;
        while (node.getParent() != null) {
            node = node.getParent();
        }
        return node.getId();
    }
}
