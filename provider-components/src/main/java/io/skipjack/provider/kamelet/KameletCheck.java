package io.skipjack.provider.kamelet;

import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.RestAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at an account of a provider by YAML: whether the key is good, and the GPU one that is sold. */
final class KameletCheck {
    private final KameletDefinition definition;
    private final KameletCalls calls;

    KameletCheck(KameletDefinition definition, KameletCalls calls) {
        this.definition = definition;
        this.calls = calls;
    }

    List<Finding> check(@Nullable GpuChoice gpu) {
        List<Finding> findings = new ArrayList<>();
        findings.add(credentials());
        if (gpu != null) {
            findings.add(gpu(gpu));
        }
        return findings;
    }

    private Finding credentials() {
        try {
            RestAnswer answer = calls.page("", 0, "").called();
            if (answer.isOk()) {
                return Finding.pass("credentials", definition.title() + " lets us in");
            }
            String said = "%s answers %s".formatted(definition.title(), answer.words());
            return Finding.fail("credentials", said, answer.isDenied() ? newKey() : settings());
        } catch (ProviderUnavailableException failure) {
            return Finding.fail(
                    "credentials", String.valueOf(failure.getMessage()), "try again, and if it stays so " + settings());
        }
    }

    private String newKey() {
        return new KameletRefusals(definition).newKey();
    }

    private String settings() {
        return "see skipjack.providers.%s and %s".formatted(definition.name(), definition.file());
    }

    private Finding gpu(GpuChoice gpu) {
        String shape = definition.gpus().shape(gpu);
        return shape == null
                ? Finding.fail(
                        "gpu", unsold(definition, gpu), "choose another GPU, or add its shape to " + definition.file())
                : Finding.pass("gpu", "%s is %s at %s".formatted(gpu, shape, definition.title()));
    }

    static String unsold(KameletDefinition definition, GpuChoice gpu) {
        return "%s does not sell %s; choose one of %s"
                .formatted(
                        definition.title(),
                        gpu,
                        String.join(
                                ", ",
                                definition.gpus().shapes().keySet().stream()
                                        .map(GpuChoice::toString)
                                        .toList()));
    }
}
