package io.skipjack.provider.baseten;

import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.RestAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a Baseten workspace can run a model: reads, and changes nothing. */
final class BasetenCheck {
    private static final String GPU = "gpu";

    private final BasetenApi api;

    BasetenCheck(BasetenApi api) {
        this.api = api;
    }

    List<Finding> check(@Nullable GpuChoice gpu) {
        List<Finding> findings = new ArrayList<>();
        try {
            RestAnswer models = api.listModels();
            findings.add(
                    models.isOk()
                            ? Finding.pass("credentials", "Baseten knows the key")
                            : Finding.fail(
                                    "credentials",
                                    "Baseten refused the key (%s)".formatted(models.words()),
                                    BasetenRefusals.newKey()));
            if (models.isOk() && gpu != null) {
                findings.add(gpu(gpu));
            }
        } catch (ProviderUnavailableException unknown) {
            findings.add(Finding.fail(
                    "reachable", String.valueOf(unknown.getMessage()), "try again, or look at status.baseten.co"));
        }
        return findings;
    }

    private Finding gpu(GpuChoice gpu) throws ProviderUnavailableException {
        if (BasetenGpus.accelerator(gpu) == null) {
            return Finding.fail(GPU, "Baseten does not sell " + gpu, BasetenGpus.choices());
        }
        List<PriceQuote> quotes =
                BasetenPrices.quotes(BasetenApi.items(api.listPrices(), "instance_types"), Instant.now());
        return quotes.stream()
                        .anyMatch(quote -> quote.offer().gpu().equals(gpu.gpu())
                                && quote.offer().gpuCount() == gpu.count())
                ? Finding.pass(GPU, "Baseten has an instance type with " + gpu)
                : Finding.fail(
                        GPU,
                        "Baseten offers this workspace no instance type with " + gpu,
                        "choose another GPU or count, or ask Baseten for it");
    }
}
