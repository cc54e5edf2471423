package io.skipjack.app.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.PartRates;
import io.skipjack.domain.market.PriceList;
import io.skipjack.domain.market.PriceQuote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceCatalogTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final GpuCatalog GPUS = GpuCatalog.builtIn();
    private static final String ROW =
            "{ as_of: 2026-05-15, source: here, provider: modal, gpu: l4, dollars_per_hour: 0.8 }";

    @TempDir
    Path folder;

    private static final String PART =
            "{ as_of: 2026-05-15, source: here, provider: modal, cpu_core_hour: 0.04, memory_gib_hour: 0.008 }";

    private static List<PriceQuote> read(String... rows) {
        return PriceCatalog.read("f", "prices:\n  - " + String.join("\n  - ", rows), GPUS, NOW)
                .gpus();
    }

    private static List<PartRates> parts(String... rows) {
        return PriceCatalog.read("f", "parts:\n  - " + String.join("\n  - ", rows), GPUS, NOW)
                .parts();
    }

    @Test
    void readsAPriceAndSaysWhenItWas() {
        PriceQuote price = read(ROW).getFirst();

        assertThat(price.offer().provider()).isEqualTo("modal");
        assertThat(price.offer().gpu()).isEqualTo("L4");
        assertThat(price.offer().capacityType()).isEqualTo(CapacityType.SERVERLESS);
        assertThat(price.perHour()).isEqualTo(Money.ofDollars("0.8"));
        assertThat(price.at()).isEqualTo(Instant.parse("2026-05-15T00:00:00Z"));
        assertThat(price.source()).isEqualTo("catalog 2026-05-15");
    }

    @Test
    void theShippedPricesAreReadFromTheFolderOrFromTheProgram() throws IOException {
        PriceList builtIn = PriceCatalog.in(folder, GPUS, NOW);
        assertThat(builtIn.parts())
                .extracting(PartRates::provider)
                .containsExactly("modal", "cerebrium", "cloudrun", "azure");
        assertThat(builtIn.gpus())
                .extracting(price -> price.offer().provider())
                .contains("modal", "baseten", "cerebrium", "runpod", "cloudrun", "azure");

        Files.writeString(folder.resolve("prices.yaml"), "prices: [" + ROW + "]");
        assertThat(PriceCatalog.in(folder, GPUS, NOW).gpus()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.8|0|must be above 0 and at most $1000.0000
            0.8|2000|must be above 0 and at most $1000.0000
            0.8|much|must be an amount of dollars
            l4|L5|there is no GPU 'L5'; did you mean
            2026-05-15|2027-05-15|must be a day such as 2026-05-15, and not in the future
            2026-05-15|May|must be a day such as 2026-05-15, and not in the future
            source: here, | |'prices[0].source' is missing
            source: here|region: x, source: here|unknown key 'prices[0].region'
            """)
    void complainsWithTheLine(String right, String wrong, String complaint) {
        String row = ROW.replace(right, wrong == null ? "" : wrong);

        assertThatThrownBy(() -> read(row)).message().startsWith("f:2: ").contains(complaint);
    }

    @Test
    void readsWhatCpuAndMemoryCostApart() {
        assertThat(parts(PART))
                .containsExactly(new PartRates(
                        "modal",
                        Money.ofDollars("0.04"),
                        Money.ofDollars("0.008"),
                        Instant.parse("2026-05-15T00:00:00Z")));
        assertThatThrownBy(() -> parts(PART, PART))
                .hasMessage("f:3: 'parts[1]': CPU and memory at modal have a price already");
        assertThatThrownBy(() -> parts(PART.replace("cpu_core_hour: 0.04, ", "")))
                .message()
                .startsWith("f:2: ")
                .contains("'cpu_core_hour' is missing");
        assertThatThrownBy(() -> parts(PART.replace("0.008", "0")))
                .message()
                .contains("must be above 0 and at most $1000.0000");
    }

    @Test
    void aGpuHasOnePriceAtAProvider() {
        assertThatThrownBy(() -> read(ROW, ROW)).hasMessage("f:3: 'prices[1]': L4 at modal has a price already");
    }
}
