package io.skipjack.provider.sandbox.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserDataTest {
    private static final String SCRIPT = """
            #!/bin/bash
            set -eu
            # --- config
            SKIPJACK_ROUTER_URL='http://10.0.0.9:8080'
            SKIPJACK_REGION='us-east-1'
            SKIPJACK_ENGINE_KEY='ssm:/skipjack/engine-key'       # a reference
            SKIPJACK_HF_TOKEN=''
            SKIPJACK_IMAGE='vllm/vllm-openai@sha256:abc'
            SKIPJACK_ENGINE_PORT='8001'
            SKIPJACK_ENGINE_ARGS=('--model' 'it'\\''s "a" $model' --max-model-len=4096 "--dtype" 'half')
            SKIPJACK_POLL_SECONDS='5'
            SKIPJACK_HEARTBEAT_SECONDS='0.25'
            SKIPJACK_ABANDON_AFTER_SECONDS='60'
            # --- end of config
            SKIPJACK_ENGINE_PORT='9999'
            """;

    @Test
    void readsTheBlockAsTheShellWould() {
        UserData said = UserData.parse(SCRIPT).orElseThrow();

        assertThat(said.routerUrl()).isEqualTo("http://10.0.0.9:8080");
        assertThat(said.engineKey()).isEqualTo("ssm:/skipjack/engine-key");
        assertThat(said.hfToken()).isEmpty();
        assertThat(said.image()).isEqualTo("vllm/vllm-openai@sha256:abc");
        assertThat(said.port()).isEqualTo(8001);
        assertThat(said.args())
                .containsExactly("--model", "it's \"a\" $model", "--max-model-len=4096", "--dtype", "half");
        assertThat(said.poll()).isEqualTo(Duration.ofSeconds(5));
        assertThat(said.heartbeat()).isEqualTo(Duration.ofMillis(250));
        assertThat(said.abandonAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(said.stop()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void findsArgumentsInBothForms() {
        UserData said = UserData.parse(SCRIPT).orElseThrow();

        assertThat(said.arg("model")).contains("it's \"a\" $model");
        assertThat(said.arg("max-model-len")).contains("4096");
        assertThat(said.arg("tensor-parallel-size")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#!/bin/bash\necho hello",
                "# --- config\nSKIPJACK_ENGINE_ARGS=('x')\nSKIPJACK_ENGINE_KEY='k'\n# --- end of config",
                "#!/bin/bash\n# --- config\nSKIPJACK_ENGINE_ARGS=('x'\nSKIPJACK_ENGINE_KEY='k'\n# --- end of config",
                "#!/bin/bash\n# --- config\nSKIPJACK_ENGINE_ARGS=('x')\nSKIPJACK_ENGINE_KEY='k\n# --- end of config",
                "#!/bin/bash\n# --- config\nSKIPJACK_ENGINE_KEY='k'\n# --- end of config",
                "#!/bin/bash\n# --- config\nSKIPJACK_ENGINE_ARGS=('x')\nSKIPJACK_ENGINE_KEY='k'\n"
                        + "SKIPJACK_POLL_SECONDS='often'\n# --- end of config"
            })
    void whatIsNotWellFormedIsNothing(String script) {
        assertThat(UserData.parse(script)).isEmpty();
    }
}
