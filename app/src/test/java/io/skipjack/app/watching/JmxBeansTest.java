package io.skipjack.app.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JmxBeansTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final AtomicInteger wanted = new AtomicInteger(2);
    private final JmxBeans beans = new JmxBeans();

    @AfterEach
    void close() {
        beans.close();
    }

    @Test
    void anAttributeIsAskedForAtEachLook() throws Exception {
        beans.show("Test", "one", bean());
        wanted.set(3);

        assertThat(server.getAttribute(name("one"), "Wanted")).isEqualTo(3);
        assertThat(server.getMBeanInfo(name("one")).getAttributes()[0].getDescription())
                .isEqualTo("Replicas wanted");
    }

    @Test
    void nothingCanBeWrittenOrCalled() {
        beans.show("Test", "one", bean());

        assertThat(bean().getMBeanInfo().getOperations()).isEmpty();
        assertThatThrownBy(() -> server.setAttribute(name("one"), new Attribute("Wanted", 9)))
                .isInstanceOf(AttributeNotFoundException.class);
        assertThatThrownBy(() -> server.invoke(name("one"), "launch", null, null))
                .isInstanceOf(ReflectionException.class);
        assertThat(wanted).hasValue(2);
    }

    @Test
    void beansOfWhatIsGoneGo() {
        beans.show("Test", "one", bean());
        beans.show("Test", "two", bean());

        beans.keep("Test", Set.of("two"));

        assertThat(server.isRegistered(name("one"))).isFalse();
        assertThat(server.isRegistered(name("two"))).isTrue();
        beans.close();
        assertThat(server.isRegistered(name("two"))).isFalse();
    }

    @Test
    void aSecondRouterOfTheProcessTakesNothingFromTheFirst() {
        beans.show("Test", "one", bean());
        try (JmxBeans others = new JmxBeans()) {
            others.show("Test", "one", bean());
        }

        assertThat(server.isRegistered(name("one"))).isTrue();
    }

    private ReadOnlyBean bean() {
        return new ReadOnlyBean("A test").with("Wanted", "Replicas wanted", Integer.class, wanted::get);
    }

    private static ObjectName name(String name) {
        try {
            return new ObjectName("io.skipjack:type=Test,name=\"" + name + "\"");
        } catch (javax.management.MalformedObjectNameException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
