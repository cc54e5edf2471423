package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a router that answers from a script; what a cold start is, {@link BenchIT} shows. */
class BenchColdStartCommandTest {
    @AutoClose
    private final AdminStub router = new AdminStub();

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            --key sk-x --runs 0 ~ --runs takes 1 to 100, not 0
            --key sk-x --keep ~ --keep takes one provider and one run
            --key sk-x --keep --providers a,b ~ --keep takes one provider and one run
            --key sk-x --timeout 0 ~ --timeout takes a time above 0
            --key sk-x --url nowhere ~ --url takes a URL such as
            --key sk-x --url http://u:p@127.0.0.1/v1 ~ --url takes a URL such as
            --key '' ~ the deployments are asked with an API key; set SKIPJACK_API_KEY
            """)
    void flagsThatMakeNoSenseAreRefused(String flags, String complaint) {
        Typed typed = coldStart(flags.replace("''", "").split(" ", -1));

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).startsWith(complaint);
        assertThat(router.calls()).isEmpty();
    }

    @Test
    void withoutACandidateTheNextStepIsSaid() {
        router.on("POST /api/explain", "{\"providers\": [{\"provider\": \"modal\", \"reason\": \"no credential\"}]}");

        Typed typed = coldStart("--key", "sk-x");

        assertThat(typed)
                .isEqualTo(
                        new Typed(1, "", "no serverless provider can be asked for L4; see why with: skipjack check"));
    }

    @Test
    void aRefusedDeploymentIsToldAndTheNextProviderTried() {
        Typed typed = coldStart("--key", "sk-x", "--providers", "modal,runpod");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out())
                .contains("modal            0  failed: ", "runpod           0  failed: ")
                .doesNotContain("is gone", "sk-x");
        assertThat(router.calls())
                .filteredOn(call -> call.startsWith("DELETE /api/deployments/cold-start-"))
                .as("what may have been taken up is taken away")
                .hasSize(2);
    }

    @Test
    void whatCannotBeRemovedIsNamedWithTheNextStep() {
        router.close();

        Typed typed = coldStart("--key", "sk-x", "--providers", "modal");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out())
                .containsPattern("cold-start-modal-[0-9a-f]{4} MAY BE LEFT: no router answers at")
                .containsPattern("remove it with: skipjack destroy cold-start-modal-[0-9a-f]{4}");
    }

    private Typed coldStart(String... more) {
        return Typed.run(List.of("bench", "cold-start", "--operator-url", router.url()), more);
    }
}
