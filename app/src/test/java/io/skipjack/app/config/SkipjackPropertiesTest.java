package io.skipjack.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.deployment.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

class SkipjackPropertiesTest {
    private static final Path FILE = Path.of("../config/application.yaml");

    @Test
    void defaultsHoldWithoutAFile() {
        SkipjackProperties properties = bind(Map.of());

        assertThat(properties.paths())
                .containsExactly(
                        "/v1/chat/completions",
                        "/v1/completions",
                        "/v1/embeddings",
                        "/v1/responses",
                        "/v1/messages",
                        "/v1/audio/*",
                        "/v1/rerank",
                        "/v1/score",
                        "/tokenize",
                        "/detokenize");
        assertThat(properties.mediaDomains()).isEmpty();
        assertThat(properties.deploymentsDir()).isEqualTo(Path.of("config/deployments"));
        assertThat(properties.catalogDir()).isEqualTo(Path.of("config/catalog"));
        assertThat(properties.dataDir()).isEqualTo(Path.of(System.getProperty("user.home"), ".skipjack"));
        assertThat(properties.keysReload()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void allKeysAreTakenUp() {
        SkipjackProperties properties = bind(Map.of(
                "skipjack.paths[0]", "/v1/score",
                "skipjack.media-domains[0]", "example.com",
                "skipjack.deployments-dir", "/d",
                "skipjack.catalog-dir", "/c",
                "skipjack.data-dir", "~/x",
                "skipjack.keys-reload", "1s"));

        assertThat(properties.paths()).containsExactly("/v1/score");
        assertThat(properties.mediaDomains()).containsExactly("example.com");
        assertThat(properties.deploymentsDir()).isEqualTo(Path.of("/d"));
        assertThat(properties.catalogDir()).isEqualTo(Path.of("/c"));
        assertThat(properties.dataDir()).isEqualTo(Path.of(System.getProperty("user.home"), "x"));
        assertThat(properties.keysReload()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theDocumentedFileStatesTheDefaultsOfTheCode() throws IOException {
        SkipjackProperties documented = fromFile();
        SkipjackProperties built = bind(Map.of());

        assertThat(documented).isEqualTo(built);
    }

    @Test
    void theDocumentedFileHoldsEveryKeyAndNoOther() throws IOException {
        TreeSet<String> documented = new TreeSet<>();
        for (var source : new YamlPropertySourceLoader().load("file", new FileSystemResource(FILE))) {
            for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                if (name.startsWith("skipjack.")) {
                    documented.add(name.replaceAll("\\[\\d+]", ""));
                }
            }
        }
        documented.add("skipjack.providers"); // an empty map leaves no key of its own
        assertThat(documented).containsExactlyInAnyOrderElementsOf(KnownKeys.all());
    }

    @Test
    void tierSelectsItsSection() {
        SkipjackProperties properties = bind(Map.of());

        assertThat(properties.tier(Tier.SPOT)).isEqualTo(properties.spot());
        assertThat(properties.tier(Tier.SERVERLESS)).isEqualTo(properties.serverless());
    }

    @Test
    void aPathThatIsNoPathIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("skipjack.paths[0]", "v1/../x")))
                .hasRootCauseInstanceOf(BindValidationException.class);
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertThat(new OperatorsProperties("operator", "canary").toString()).doesNotContain("canary");
    }

    @Test
    void secretsOfFleetAndClusterAreNotPrinted() {
        SkipjackProperties properties = bind(Map.of(
                "skipjack.fleet.store-url", "jdbc:postgresql://u:canary1@db/x?password=canary2",
                "skipjack.fleet.store-password", "canary3",
                "skipjack.cluster.secret", "canary4"));

        assertThat(properties.toString()).contains("jdbc:postgresql://db/x").doesNotContain("canary");
    }

    static SkipjackProperties bind(Map<String, ?> values) {
        LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
        validator.afterPropertiesSet();
        return new Binder(List.of(new MapConfigurationPropertySource(values)))
                .bindOrCreate("skipjack", Bindable.of(SkipjackProperties.class), new ValidationBindHandler(validator));
    }

    private static SkipjackProperties fromFile() throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("file", new FileSystemResource(FILE))
                .forEach(environment.getPropertySources()::addLast);
        return Binder.get(environment).bindOrCreate("skipjack", SkipjackProperties.class);
    }
}
