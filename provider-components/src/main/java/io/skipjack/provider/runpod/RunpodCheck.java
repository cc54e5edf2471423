package io.skipjack.provider.runpod;

import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.RestAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a RunPod account can run an endpoint: reads, and changes nothing. */
final class RunpodCheck {
    private static final String CREDENTIALS = "credentials";
    private static final String GPU = "gpu";

    private final RunpodApi api;
    private final boolean usesSecrets;

    RunpodCheck(RunpodApi api, boolean usesSecrets) {
        this.api = api;
        this.usesSecrets = usesSecrets;
    }

    List<Finding> check(@Nullable GpuChoice gpu) {
        List<Finding> findings = new ArrayList<>();
        try {
            RestAnswer endpoints = api.listEndpoints();
            findings.add(granted(endpoints, CREDENTIALS, "RunPod knows the key"));
            if (endpoints.isOk() && usesSecrets) {
                findings.add(granted(api.listSecrets(), "secrets", "the key may keep the Hugging Face token"));
            }
            if (endpoints.isOk() && gpu != null) {
                findings.add(gpu(gpu));
            }
        } catch (ProviderUnavailableException unknown) {
            findings.add(Finding.fail(
                    "reachable", String.valueOf(unknown.getMessage()), "try again, or look at uptime.runpod.io"));
        }
        return findings;
    }

    private static Finding granted(RestAnswer answer, String name, String good) {
        return answer.isOk()
                ? Finding.pass(name, good)
                : Finding.fail(name, "RunPod refused the key (%s)".formatted(answer.words()), RunpodRefusals.newKey());
    }

    private Finding gpu(GpuChoice gpu) throws ProviderUnavailableException {
        if (!RunpodGpus.sells(gpu)) {
            return Finding.fail(GPU, "RunPod does not sell " + gpu, RunpodGpus.choices());
        }
        RunpodCatalog catalog = new RunpodCatalog(RunpodApi.items(api.listGpus(gpu.count()), "gpus"));
        RunpodCatalog.Selection selection = catalog.select(gpu.gpu());
        if (selection == null) {
            return Finding.fail(GPU, "RunPod has %s in no serverless pool".formatted(gpu.gpu()), "choose another GPU");
        }
        return selection.soldOut()
                ? Finding.warn(
                        GPU, "RunPod has no free %s now".formatted(gpu.gpu()), "try again later, or name another GPU")
                : Finding.pass(GPU, "RunPod has %s in its pool %s".formatted(gpu.gpu(), selection.pool()));
    }
}
