package io.skipjack.app.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The keys the records of this package define, as written in YAML. */
public final class KnownKeys {
    private KnownKeys() {}

    /** Every key under {@code skipjack}, dotted and in kebab-case: {@code skipjack.spot.breaker.open-seconds}. */
    public static List<String> all() {
        List<String> keys = new ArrayList<>();
        collect(SkipjackProperties.class, SkipjackProperties.PREFIX, keys);
        return keys;
    }

    private static void collect(Class<?> type, String prefix, List<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + "." + kebab(component.getName());
            if (component.getType().isRecord()) {
                collect(component.getType(), key, keys);
            } else {
                keys.add(key);
            }
        }
    }

    /** {@code maxInFlight} as {@code max-in-flight}. */
    public static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
