package io.skipjack.app;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.KnownKeys;
import io.skipjack.app.config.Nearest;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.live.RouteProblem;
import io.skipjack.live.RouteProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Turns what a failed start throws into one sentence that says what to change. */
final class StartFailure {
    private StartFailure() {}

    static String sentence(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return chain.stream()
                .map(StartFailure::known)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> unknown(chain.getLast()));
    }

    private static Optional<String> known(Throwable failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case ConfigException mistake -> mistake.getMessage();
                    case RouteProblemsException routes -> routeProblems(routes);
                    case PortInUseException taken -> portTaken(taken.getPort());
                    case UnboundConfigurationPropertiesException unbound -> unknownKeys(unbound);
                    case BindValidationException invalid -> invalidValues(invalid);
                    case BindException wrong -> wrongType(wrong);
                    case MarkedYAMLException yaml -> brokenYaml(yaml);
                    default -> null;
                });
    }

    private static String routeProblems(RouteProblemsException routes) {
        return routes.problems().stream().map(RouteProblem::toString).collect(Collectors.joining("\n"));
    }

    private static String portTaken(int port) {
        return "port " + port
                + " for operators is taken by another program; choose another with --operator-port, or server.port in"
                + " config/application.yaml";
    }

    private static String unknownKeys(UnboundConfigurationPropertiesException unbound) {
        return unbound.getUnboundProperties().stream()
                .map(property -> "unknown key '" + property.getName() + "'" + place(property.getOrigin())
                        + Nearest.hint(property.getName().toString(), KnownKeys.all()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String invalidValues(BindValidationException invalid) {
        ValidationErrors errors = invalid.getValidationErrors();
        return errors.getAllErrors().stream()
                .map(error -> invalidValue(error, errors.getBoundProperties()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String invalidValue(ObjectError error, Set<ConfigurationProperty> bound) {
        // a rule over several keys is no key itself, and says in its message which it is about
        if (!(error instanceof FieldError field) || !isKey(key(field))) {
            return SkipjackProperties.PREFIX + "." + error.getDefaultMessage();
        }
        String key = key(field);
        String place = bound.stream()
                .filter(property -> property.getName().toString().equals(key))
                .map(property -> place(property.getOrigin()))
                .findFirst()
                .orElse("");
        return key + " is '" + field.getRejectedValue() + "' and " + field.getDefaultMessage() + place;
    }

    private static String key(FieldError field) {
        return SkipjackProperties.PREFIX + "." + KnownKeys.kebab(field.getField());
    }

    private static boolean isKey(String key) {
        return KnownKeys.all().contains(key.replaceFirst("\\[.*", ""));
    }

    private static @Nullable String wrongType(BindException wrong) {
        ConfigurationProperty property = wrong.getProperty();
        if (property == null
                || wrong.getCause() instanceof UnboundConfigurationPropertiesException
                || wrong.getCause() instanceof BindValidationException) {
            return null;
        }
        Class<?> type = wrong.getTarget().getType().resolve(Object.class);
        return property.getName() + " is '" + property.getValue() + "', which is not " + described(type)
                + place(property.getOrigin());
    }

    private static String described(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Duration" -> "a duration such as 500ms, 30s or 5m";
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "double", "Double" -> "a number";
            default -> "a " + type.getSimpleName();
        };
    }

    private static String brokenYaml(MarkedYAMLException yaml) {
        String place = yaml.getProblemMark() == null
                ? ""
                : " at line " + (yaml.getProblemMark().getLine() + 1) + ", column "
                        + (yaml.getProblemMark().getColumn() + 1);
        return "application.yaml is not valid YAML" + place + ": " + yaml.getProblem();
    }

    private static String unknown(Throwable root) {
        String message = root.getMessage() == null
                ? ""
                : ": " + root.getMessage().lines().findFirst().orElse("");
        return "the router could not start, " + root.getClass().getSimpleName() + message
                + "; SKIPJACK_DEBUG=1 shows where";
    }

    /** File and line in brackets, with a space before; empty when unknown. */
    static String place(@Nullable Origin origin) {
        if (origin instanceof PropertySourceOrigin wrapped) {
            return place(wrapped.getOrigin());
        }
        if (origin instanceof TextResourceOrigin text && text.getLocation() != null && text.getResource() != null) {
            return " (" + text.getResource().getFilename() + ", line "
                    + (text.getLocation().getLine() + 1) + ")";
        }
        return "";
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = failure; at != null && !chain.contains(at); at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }
}
