package io.skipjack.app;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Refuses sections of {@code application.yaml} that nobody reads. Within {@code skipjack} the binding refuses unknown
 * keys; beside it a misspelt section name would be passed over in silence.
 */
final class KnownSections implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Set<String> KNOWN = new TreeSet<>(
            List.of("skipjack", "server", "logging", "management", "spring", "camel", "hawtio", "info", "debug"));

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().stream()
                .filter(OriginTrackedMapPropertySource.class::isInstance)
                .map(OriginTrackedMapPropertySource.class::cast)
                .forEach(KnownSections::check);
    }

    private static void check(OriginTrackedMapPropertySource file) {
        for (String key : file.getPropertyNames()) {
            String section = key.replaceFirst("[.\\[].*", "");
            if (!KNOWN.contains(section)) {
                throw new ConfigException("unknown section '" + section + "'" + StartFailure.place(file.getOrigin(key))
                        + Nearest.hint(section, KNOWN));
            }
        }
    }
}
