package io.skipjack.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about a router; the rest is left to {@code config/application.yaml}.
 *
 * @param config folder with {@code application.yaml}; null for the installation's
 * @param overrides keys of {@code application.yaml}, dotted, with the values to use instead
 * @param guestKey a key accepted beside the stored ones and kept nowhere (the demo's); null for none
 * @param clock of a sandbox; null for this machine's
 */
public record RouterOptions(
        @Nullable Path config,
        Map<String, String> overrides,
        @Nullable String guestKey,
        @Nullable RouterClock clock) {
    /** Nothing said: all is as configured. */
    public static final RouterOptions NONE = new RouterOptions(null, Map.of(), null, null);

    public RouterOptions {
        overrides = Map.copyOf(overrides);
    }

    public RouterOptions withConfig(@Nullable Path folder) {
        return new RouterOptions(folder, overrides, guestKey, clock);
    }

    /** Overrides a key; a null value leaves it as configured, a path is taken from the current directory. */
    public RouterOptions with(String key, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(overrides);
        more.put(key, value instanceof Path path ? path.toAbsolutePath().toString() : value.toString());
        return new RouterOptions(config, more, guestKey, clock);
    }

    public RouterOptions withGuestKey(String key) {
        return new RouterOptions(config, overrides, key, clock);
    }

    /**
     * Decides by a sandbox's clock, for a router that launches there. No key of the configuration, for with a pretend clock
     * real machines would be paid for by a wrong one.
     *
     * @param speed how many times as fast it is
     */
    public RouterOptions withClock(InstantSource pretend, double speed) {
        return new RouterOptions(config, overrides, guestKey, RouterClock.of(pretend, speed));
    }

    /** As Spring's command line wants them, which overrides files and environment alike. */
    List<String> arguments() {
        Path folder =
                config != null ? config.toAbsolutePath() : Home.directory().resolve("config");
        List<String> arguments = new ArrayList<>();
        arguments.add("--spring.config.location=classpath:/,classpath:/config/,optional:" + asFolder(folder));
        overrides.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return arguments;
    }

    /** Spring takes a location for a folder only if it ends in a slash, which a path that does not exist yet lacks. */
    private static String asFolder(Path folder) {
        String uri = folder.toUri().toString();
        return uri.endsWith("/") ? uri : uri + "/";
    }

    /** Leaves the key out, so that no log can hold it. */
    @Override
    public String toString() {
        return "RouterOptions[config=" + config + ", overrides=" + overrides + "]";
    }
}
