package io.skipjack.app.watching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/**
 * A JMX bean whose attributes are read and nothing else: it has no operation, and no attribute that can be written.
 * Attributes are JDK types that every console can show: numbers, text, booleans, lists and maps of them.
 */
public final class ReadOnlyBean implements DynamicMBean {
    private final String description;
    private final Map<String, Value<?>> values = new LinkedHashMap<>();

    private record Value<T>(Class<T> type, String description, Supplier<? extends T> supplier) {}

    /** @param description one sentence */
    public ReadOnlyBean(String description) {
        this.description = description;
    }

    /**
     * One more attribute; all before the bean is registered.
     *
     * @param name in capitals, as JMX has it
     * @param meaning with its unit
     * @param supplier asked at each look; must not block
     */
    public <T> ReadOnlyBean with(String name, String meaning, Class<T> type, Supplier<? extends T> supplier) {
        values.put(name, new Value<>(type, meaning, supplier));
        return this;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        Value<?> value = values.get(name);
        if (value == null) {
            throw new AttributeNotFoundException(name);
        }
        return value.supplier().get();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList list = new AttributeList();
        for (String name : names) {
            Value<?> value = values.get(name);
            if (value != null) {
                list.add(new Attribute(name, value.supplier().get()));
            }
        }
        return list;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " can only be read");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature) throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(operation));
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        List<MBeanAttributeInfo> attributes = new ArrayList<>();
        values.forEach((name, value) -> attributes.add(
                new MBeanAttributeInfo(name, value.type().getName(), value.description(), true, false, false)));
        return new MBeanInfo(
                getClass().getName(), description, attributes.toArray(MBeanAttributeInfo[]::new), null, null, null);
    }
}
