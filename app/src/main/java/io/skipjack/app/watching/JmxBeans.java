package io.skipjack.app.watching;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beans under {@code io.skipjack} in this process's JMX server, where Hawtio finds them: {@code
 * io.skipjack:type=TYPE}, or with a {@code name} where there are several. Of two routers in one process, as tests have
 * them, the first shows its own. Thread-safe.
 */
public final class JmxBeans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JmxBeans.class);
    private static final String DOMAIN = "io.skipjack";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Map<ObjectName, Object> registered = new ConcurrentHashMap<>();

    /**
     * Shows a bean until this is closed or it is {@linkplain #keep not kept}.
     *
     * @param name null for the only one of its type
     */
    public void show(String type, @Nullable String name, ReadOnlyBean bean) {
        ObjectName object = name(type, name);
        if (registered.containsKey(object)) {
            return;
        }
        try {
            server.registerMBean(bean, object);
            registered.put(object, bean);
        } catch (InstanceAlreadyExistsException another) {
            LOG.debug("{} is shown by another router of this process", object);
        } catch (JMException failed) {
            LOG.warn("showing {} in JMX failed: {}", object, failed.getMessage());
        }
    }

    /** Takes away those of a type that bear none of these names. */
    public void keep(String type, Set<String> names) {
        for (ObjectName object : registered.keySet()) {
            String quoted = object.getKeyProperty("name");
            if (type.equals(object.getKeyProperty("type"))
                    && quoted != null
                    && !names.contains(ObjectName.unquote(quoted))) {
                remove(object);
            }
        }
    }

    private void remove(ObjectName object) {
        registered.remove(object);
        try {
            server.unregisterMBean(object);
        } catch (InstanceNotFoundException gone) {
            // which was the aim
        } catch (JMException failed) {
            LOG.warn("taking {} out of JMX failed: {}", object, failed.getMessage());
        }
    }

    private static ObjectName name(String type, @Nullable String name) {
        try {
            // as text, because the order of the keys is the tree that JMX consoles show
            String named = name == null ? "" : ",name=" + ObjectName.quote(name);
            return new ObjectName(DOMAIN + ":type=" + type + named);
        } catch (JMException malformed) {
            throw new IllegalArgumentException("no name for JMX: " + type + " " + name, malformed);
        }
    }

    @Override
    public void close() {
        registered.keySet().forEach(this::remove);
    }
}
