package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @Test
    void createPrintsTheKeyAloneOnStandardOutput() {
        Typed typed = keys("create", "laptop");

        assertThat(typed.code()).isZero();
        assertThat(typed.out()).matches("sk-[A-Za-z0-9_-]{43}");
        assertThat(typed.err()).contains("laptop").doesNotContain(typed.out());
    }

    @Test
    void listNeverShowsAKey() {
        String key = keys("create", "laptop").out();

        assertThat(keys("list").out()).contains("laptop", "active").doesNotContain(key.substring(3));
        assertThat(keys("list", "--output", "json").out()).doesNotContain(key.substring(3));
    }

    @Test
    void jsonIsForPrograms() throws IOException {
        JsonNode created =
                JSON.readTree(keys("create", "laptop", "--output", "json").out());
        JsonNode revoked =
                JSON.readTree(keys("revoke", "laptop", "--output", "json").out());
        JsonNode listed = JSON.readTree(keys("list", "--output", "json").out());

        assertThat(created.path("key").textValue()).startsWith("sk-");
        assertThat(revoked.path("id")).isEqualTo(created.path("id"));
        assertThat(listed.path(0).path("revoked").textValue()).isNotEmpty();
    }

    @Test
    void whatGoesWrongIsOneSentenceAndExitCodeOne() throws IOException {
        assertThat(keys("revoke", "laptop")).isEqualTo(new Typed(1, "", "there is no key 'laptop'"));

        Files.writeString(folder.resolve("keys.json"), "nonsense");
        assertThat(keys("list").err().lines()).hasSize(1);
    }

    @Test
    void aRoleMakesAnOperatorKeyInAFileOfItsOwn() throws IOException {
        Typed typed = keys("create", "ann", "--role", "Developer");

        assertThat(typed.out()).matches("sj-op-[A-Za-z0-9_-]{43}");
        assertThat(typed.err()).contains("operators' port").doesNotContain(typed.out());
        assertThat(keys("list").out()).containsPattern("op-[0-9a-f]{8} +ann +operator +developer .* active");
        assertThat(folder.resolve("keys.json")).doesNotExist();
        assertThat(Files.readString(folder.resolve("operator-keys.json")))
                .contains("\"role\" : \"developer\"", "\"created_by\"")
                .doesNotContain(typed.out());
        assertThat(keys("revoke", "ann").out()).endsWith("is revoked.");
        assertThat(keys("list").out()).contains("revoked 2");
    }

    @Test
    void aRoleThatIsNoneIsNamed() {
        assertThat(keys("create", "ann", "--role", "root").err()).startsWith("Invalid value for option '--role'");
    }

    @Test
    void aNamedRouterIsAskedInPlaceOfTheFiles() {
        String kept =
                "{\"id\":\"op-1\",\"name\":\"ann\",\"kind\":\"operator\",\"role\":\"viewer\",\"created\":\"c\",\"revoked\":null";
        try (AdminStub router = new AdminStub()
                .on("POST /api/keys", kept + ",\"key\":\"sj-op-x\"}")
                .on("GET /api/keys", "{\"keys\":[" + kept + "}]}")
                .on("DELETE /api/keys/ann", kept + "}")
                .on("DELETE /api/keys/bob", 404, "{\"error\":\"there is no key 'bob'\"}")) {
            assertThat(keys(router, "create", "ann", "--role", "viewer").out()).isEqualTo("sj-op-x");
            assertThat(keys(router, "list").out()).contains("ann", "viewer", "active");
            assertThat(keys(router, "revoke", "ann").out()).isEqualTo("Key 'ann' (op-1) is revoked.");
            assertThat(keys(router, "revoke", "bob")).isEqualTo(new Typed(1, "", "there is no key 'bob'"));
            assertThat(router.calls().getFirst()).isEqualTo("POST /api/keys\n{\"name\":\"ann\",\"role\":\"viewer\"}");
            assertThat(keys("list", "--operator-url", router.url()).err())
                    .startsWith("--data-dir is for keys of this machine");
        }
    }

    @Test
    void aKeyIsMadeWithABudgetThatIsShown() throws IOException {
        keys("create", "laptop", "--budget-day", "5", "--budget-month", "100.50");
        keys("create", "batch", "--budget-month", "20", "--budget-warn", "50", "--budget-action", "warn");

        assertThat(keys("list").out())
                .containsPattern("laptop +inference +- +\\$5/day \\$100.50/month")
                .containsPattern("batch .* \\$20/month warn ");
        assertThat(keys("list", "--output", "csv").out().lines())
                .first()
                .asString()
                .endsWith(",revoked,budget_day,budget_month,budget_warn_percent,budget_action");
        assertThat(keys("list", "--output", "csv").out())
                .contains(",,5,100.5,80,refuse")
                .endsWith(",,,20,50,warn");
        JsonNode listed = JSON.readTree(keys("list", "--output", "json").out());
        assertThat(listed.path(0).path("budget").path("day").textValue()).isEqualTo("5");
    }

    @Test
    void aBudgetIsShownChangedAndTakenAway() throws IOException {
        keys("create", "laptop");

        assertThat(keys("budget", "laptop").out()).endsWith("has no budget.");
        assertThat(keys("budget", "laptop", "--budget-day", "2.50").out())
                .endsWith(
                        "may spend $2.50 a day; the router warns at 80 %, and refuses its requests once it is spent.");
        JsonNode key =
                JSON.readTree(keys("budget", "laptop", "--output", "json").out());
        assertThat(key.path("budget").path("action").textValue()).isEqualTo("refuse");
        assertThat(keys("budget", "laptop", "--none").out()).endsWith("has no budget.");
        assertThat(Files.readString(folder.resolve("keys.json"))).contains("\"budget_changes\"", "\"by\"");
    }

    @Test
    void budgetsThatCannotBeAreRefused() {
        keys("create", "laptop");

        assertThat(keys("create", "x", "--budget-day", "lots").err())
                .startsWith("Invalid value for option '--budget-day'")
                .contains("write it like 5 or 2.50");
        assertThat(keys("create", "x", "--budget-day", "0").err()).startsWith("a budget must be above 0 dollars");
        assertThat(keys("create", "x", "--budget-warn", "50").err()).contains("need --budget-day, --budget-month");
        assertThat(keys("budget", "laptop", "--budget-day", "5", "--budget-warn", "0")
                        .err())
                .startsWith("--budget-warn must be 1 to 100");
        assertThat(keys("budget", "laptop", "--budget-day", "5", "--budget-action", "stop_launches")
                        .err())
                .startsWith("Invalid value for option '--budget-action'")
                .contains("warn", "refuse");
        assertThat(keys("budget", "laptop", "--none", "--budget-day", "5").err())
                .startsWith("--none takes");
        assertThat(keys("create", "ann", "--role", "viewer", "--budget-day", "5"))
                .satisfies(typed -> assertThat(typed.code()).isEqualTo(1))
                .satisfies(typed -> assertThat(typed.err()).startsWith("an operator key spends nothing"));
        assertThat(keys("budget", "nobody", "--none")).isEqualTo(new Typed(1, "", "there is no key 'nobody'"));
    }

    @Test
    void aNamedRouterKeepsBudgetsToo() {
        String key = "{\"id\":\"key-1\",\"name\":\"laptop\",\"kind\":\"inference\",\"budget\":"
                + "{\"day\":\"5\",\"month\":null,\"warn_percent\":80,\"action\":\"warn\"}}";
        try (AdminStub router = new AdminStub()
                .on("POST /api/keys", key)
                .on("GET /api/keys", "{\"keys\":[" + key + "]}")
                .on("PUT /api/keys/laptop/budget", key)
                .on("DELETE /api/keys/laptop/budget", key)) {
            keys(router, "create", "laptop", "--budget-day", "5");
            keys(router, "budget", "laptop", "--budget-day", "5");
            keys(router, "budget", "laptop", "--none");

            String budget = "{\"day\":\"5\",\"month\":null,\"warn_percent\":80,\"action\":\"refuse\"}";
            assertThat(router.calls())
                    .containsExactly(
                            "POST /api/keys\n{\"name\":\"laptop\",\"role\":null,\"budget\":" + budget + "}",
                            "PUT /api/keys/laptop/budget\n" + budget,
                            "DELETE /api/keys/laptop/budget\n");
            assertThat(keys(router, "budget", "laptop").out())
                    .isEqualTo("Key 'laptop' (key-1) may spend $5 a day; the router warns at 80 %, and refuses"
                            + " nothing.");
            assertThat(keys(router, "budget", "nobody").err()).isEqualTo("there is no key 'nobody'");
        }
    }

    @Test
    void aNameIsOneKeyAtARouterByTheRuleOfTheFiles() {
        String client = "{\"id\":\"key-1\",\"name\":\"ann\",\"kind\":\"inference\"}";
        String operator = "{\"id\":\"op-1\",\"name\":\"ann\",\"kind\":\"operator\",\"role\":\"viewer\"}";
        try (AdminStub router = new AdminStub().on("GET /api/keys", "{\"keys\":[" + client + "," + operator + "]}")) {
            String[] there = {"--operator-url", router.url()};
            keys("create", "ann");
            keys("create", "ann", "--role", "viewer");

            assertThat(Typed.run("keys", "budget", "ann", there[0], there[1]))
                    .isEqualTo(new Typed(1, "", "there is more than one key 'ann'; name it by its id, key-1 or op-1"));
            assertThat(Typed.run("keys", "budget", "key-1", there[0], there[1]).out())
                    .isEqualTo("Key 'ann' (key-1) has no budget.");
            assertThat(Typed.run("keys", "budget", "anna", there[0], there[1]).err())
                    .isEqualTo(keys("budget", "anna").err())
                    .isEqualTo("there is no key 'anna'; did you mean 'ann'?");
            assertThat(keys("budget", "ann").err()).startsWith("there is more than one key 'ann'; name it by its id");
        }
    }

    @Test
    void anEmptyListSaysWhatToDo() {
        assertThat(keys("list").out()).isEqualTo("There are no keys yet; make one with: skipjack keys create NAME");
    }

    private Typed keys(String command, String... args) {
        return Typed.run(List.of("keys", command, "--data-dir", folder.toString()), args);
    }

    private static Typed keys(AdminStub router, String command, String... args) {
        return Typed.run(List.of("keys", command, "--operator-url", router.url()), args);
    }
}
