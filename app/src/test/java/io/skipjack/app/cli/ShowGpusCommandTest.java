package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ShowGpusCommandTest {
    private static final String PRICES = """
            {"gpus": [{"name": "L4", "memory_gb": 24}, {"name": "H100", "memory_gb": 80}], "problems": [],
             "quotes": [
              {"provider": "runpod", "gpu": "L4", "gpu_count": 1, "region": "", "zone": "", "shape": "NVIDIA L4",
               "capacity": "serverless", "dollars_per_hour": 0.69, "age_seconds": 60, "source": "GET /v2/catalog/gpus"},
              {"provider": "modal", "gpu": "L4", "gpu_count": 1, "region": "", "zone": "", "shape": "L4",
               "capacity": "serverless", "dollars_per_hour": 0.80, "age_seconds": 17625600, "source": "catalog 2026-05-01"},
              {"provider": "ec2", "gpu": "L4", "gpu_count": 1, "region": "us-east-1", "zone": "us-east-1a",
               "shape": "g6.xlarge", "capacity": "spot", "dollars_per_hour": 0.2012, "age_seconds": 31,
               "source": "DescribeSpotPriceHistory"},
              {"provider": "ec2", "gpu": "L4", "gpu_count": 1, "region": "us-east-1", "zone": "",
               "shape": "g6.xlarge", "capacity": "on-demand", "dollars_per_hour": 0.8048, "age_seconds": 7200,
               "source": "GetProducts"},
              {"provider": "ec2", "gpu": "H100", "gpu_count": 8, "region": "us-east-1", "zone": "us-east-1b",
               "shape": "p5.48xlarge", "capacity": "spot", "dollars_per_hour": 24.0, "age_seconds": 31,
               "source": "DescribeSpotPriceHistory"}]}
            """;

    @AutoClose
    private final AdminStub router =
            new AdminStub().on("GET /api/prices", PRICES).on("GET /api/prices?gpu=L4", PRICES);

    @Test
    void anOverviewHasTheCheapestOfEachKindAndSaysHowOldItIs() {
        assertThat(show().out().lines().map(String::stripTrailing))
                .containsExactly(
                        "GPU            MEMORY       modal      runpod      SPOT  SAVING  ON-DEMAND",
                        "L4              24 GB      0.8000      0.6900    0.2012    75 %     0.8048",
                        "H100            80 GB           -           -    3.0000       -          -",
                        "",
                        "dollars per GPU and hour, the cheapest of each; skipjack show-gpus --gpu NAME shows each offer",
                        "  ec2: DescribeSpotPriceHistory, 31 s old",
                        "  ec2: GetProducts, 2 h 00 m old",
                        "  modal: catalog 2026-05-01, 204 d old",
                        "  runpod: GET /v2/catalog/gpus, 1 m 00 s old");
    }

    @Test
    void spotIsShownByZoneWithItsSaving() {
        assertThat(show("--spot").out().lines().map(String::stripTrailing))
                .containsExactly(
                        "GPU            MEMORY  PROVIDER   WHERE                              KIND              $/H  SAVING"
                                + "      AGE  SOURCE",
                        "L4              24 GB  ec2        us-east-1a g6.xlarge               spot           0.2012    75 %"
                                + "     31 s  DescribeSpotPriceHistory",
                        "L4              24 GB  ec2        us-east-1 g6.xlarge                on-demand      0.8048"
                                + "         2 h 00 m  GetProducts",
                        "H100:8          80 GB  ec2        us-east-1b p5.48xlarge             spot          24.0000       -"
                                + "     31 s  DescribeSpotPriceHistory");
    }

    @Test
    void oneProviderOrOneGpuCanBeAskedFor() {
        assertThat(show("--provider", "RunPod").out()).contains("NVIDIA L4").doesNotContain("modal", "ec2");
        assertThat(show("--provider", "aws").out()).contains("g6.xlarge").doesNotContain("modal");
        assertThat(show("--gpu", "L4").out()).contains("catalog 2026-05-01");
        assertThat(show("--output", "json").out()).contains("\"dollars_per_hour\" : 0.69");
    }

    @Test
    void nothingKnownIsAFailureWithTheNextStep() {
        Typed typed = show("--provider", "nobody");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("no price is known for that", "skipjack check");
    }

    private Typed show(String... more) {
        return Typed.run(List.of("show-gpus", "--operator-url", router.url()), more);
    }
}
