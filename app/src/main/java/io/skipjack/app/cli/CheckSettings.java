package io.skipjack.app.cli;

import io.skipjack.app.config.ConfigException;
import io.skipjack.provider.ec2.Ec2Settings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The settings of providers as a command without Spring finds them: the environment, then the config, then the default. A
 * value that only Spring can work out ({@code ${...}}) is an error, not a wrong guess.
 */
record CheckSettings(Map<String, String> environment, Path file) {
    private static final String SECTION = "skipjack.ec2.";
    private static final String PROVIDERS = "skipjack.providers.";

    /** @param sandbox asked instead of AWS; null for what the config says */
    Ec2Settings ec2(@Nullable URI sandbox) {
        Map<?, ?> section = section("ec2");
        Ec2Settings byDefault = Ec2Settings.of(null, "");
        String endpoint = text(section, "endpoint", "");
        return new Ec2Settings(
                sandbox == null ? (endpoint.isEmpty() ? null : URI.create(endpoint)) : sandbox,
                regions(section, byDefault),
                text(section, "router-url", ""),
                text(section, "image", byDefault.image()),
                text(section, "ami", byDefault.ami()),
                text(section, "instance-profile", byDefault.instanceProfile()),
                text(section, "security-group", byDefault.securityGroup()),
                text(section, "subnet-tag", byDefault.subnetTag()),
                text(section, "engine-key", byDefault.engineKey()),
                text(section, "hf-token", byDefault.hfToken()),
                text(section, "weights-bucket", byDefault.weightsBucket()),
                byDefault.diskGb(),
                byDefault.abandonAfter(),
                byDefault.stopTimeout(),
                text(section, "key-name", byDefault.keyName()),
                byDefault.enginePort(),
                byDefault.side());
    }

    private List<String> regions(Map<?, ?> section, Ec2Settings byDefault) {
        String variable = environment.getOrDefault(variable("regions"), "");
        if (!variable.isBlank()) {
            return List.of(variable.strip().split("\\s*,\\s*"));
        }
        return section.get("regions") instanceof List<?> list && !list.isEmpty()
                ? list.stream().map(String::valueOf).toList()
                : byDefault.regions();
    }

    private String text(Map<?, ?> section, String key, String byDefault) {
        String variable = environment.get(variable(key));
        Object found = variable == null ? section.get(key) : variable;
        String text = found == null ? byDefault : found.toString();
        if (text.contains("${")) {
            throw new ConfigException(SECTION + key + " in " + file + " is '" + text
                    + "', which commands cannot work out; set " + variable(key) + " as well");
        }
        return text;
    }

    /** As Spring names it: {@code SKIPJACK_EC2_SUBNETTAG}. */
    private static String variable(String key) {
        return "SKIPJACK_EC2_" + key.replace("-", "").toUpperCase(Locale.ROOT);
    }

    /**
     * What is configured of a serverless provider, by key.
     *
     * @param overrides whole keys, such as those of a sandbox; they count first
     */
    Map<String, String> provider(String name, Map<String, String> overrides) {
        Map<String, String> values = new LinkedHashMap<>();
        if (section("providers").get(name) instanceof Map<?, ?> configured) {
            configured.forEach((key, value) -> values.put(
                    String.valueOf(key), plain(PROVIDERS + name + "." + key, value == null ? "" : value.toString())));
        }
        String prefix = PROVIDERS + name + ".";
        overrides.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                values.put(key.substring(prefix.length()), value);
            }
        });
        return values;
    }

    private String plain(String key, String text) {
        if (text.contains("${")) {
            throw new ConfigException(key + " in " + file + " is '" + text
                    + "', which commands cannot work out; set the provider's own environment variable instead");
        }
        return text;
    }

    private Map<?, ?> section(String name) {
        try (Reader text = Files.newBufferedReader(file)) {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return root instanceof Map<?, ?> map
                            && map.get("skipjack") instanceof Map<?, ?> ours
                            && ours.get(name) instanceof Map<?, ?> section
                    ? section
                    : Map.of();
        } catch (NoSuchFileException none) {
            return Map.of();
        } catch (IOException | YAMLException broken) {
            throw new ConfigException("cannot read " + file + "; check it with: skipjack serve --check", broken);
        }
    }
}
