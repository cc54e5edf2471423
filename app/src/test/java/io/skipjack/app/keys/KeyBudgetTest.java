package io.skipjack.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.cost.Budget.Action;
import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.operator.AuditEntry;
import io.skipjack.domain.operator.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyBudgetTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final BudgetSpec FIVE =
            new BudgetSpec(Money.ofDollars("5"), Money.ofDollars("100.25"), 80, Action.REFUSE);
    private static final BudgetSpec TEN = new BudgetSpec(null, Money.ofDollars("10"), 50, Action.WARN);

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    @Test
    void aBudgetIsKeptAndReadBack() throws IOException {
        StoredKey key = make("laptop", FIVE);

        assertThat(ring().list()).containsExactly(key);
        assertThat(key.budget()).isEqualTo(FIVE);
        assertThat(Files.readString(file()))
                .contains("\"day\" : \"5\"", "\"month\" : \"100.25\"", "\"action\" : \"refuse\"")
                .doesNotContain("budget_changes");
        assertThat(key.map())
                .containsEntry("budget", Map.of("day", "5", "month", "100.25", "warn_percent", 80, "action", "refuse"));
    }

    @Test
    void filesOfBeforeAreReadAndWrittenAsTheyWere() throws IOException {
        make("laptop", null);
        String text = Files.readString(file());

        assertThat(text).doesNotContain("budget");
        assertThat(KeyCodec.write(KeyCodec.read(text))).isEqualTo(text);
        assertThat(ring().list().getFirst().budget()).isNull();
    }

    @Test
    void aBudgetIsGivenChangedAndTakenAway() {
        StoredKey key = make("laptop", null);

        assertThat(allow(key, FIVE, "ann").budget()).isEqualTo(FIVE);
        assertThat(allow(key, TEN, "ann").budget()).isEqualTo(TEN);
        assertThat(allow(key, TEN, "ann").allowance().steps()).hasSize(2);
        assertThat(allow(key, null, "bob").budget()).isNull();
        assertThat(told).hasSize(3).last().asString().contains("null");
        assertThat(ring().list().getFirst().allowance().steps()).hasSize(3);
    }

    @Test
    void theRecordOfTheCommandSaysWhatWasAndWhatIs() {
        StoredKey key = make("laptop", FIVE);
        allow(key, TEN, "ann");
        StoredKey now = allow(key, null, null);

        List<AuditEntry> entries = KeyChange.byCommand(now);

        assertThat(entries).hasSize(2);
        assertThat(entries.getFirst().change().after())
                .isEqualTo("inference key 'laptop' with a budget of $5 a day and $100.25 a month, warns at 80 %,"
                        + " then refuse");
        assertThat(entries.getLast().by().who()).isEqualTo("ann");
        assertThat(entries.getLast().change().action()).isEqualTo("key.changed");
        assertThat(entries.getLast().change().before()).contains("$5 a day");
        assertThat(entries.getLast().change().after()).endsWith("of $10 a month, warns at 50 %, then warn");
    }

    @Test
    void onlyTheNewestChangesAreKept() {
        Allowance allowance = Allowance.UNLIMITED;
        for (int cents = 1; cents <= 150; cents++) {
            BudgetSpec next = new BudgetSpec(new Money(cents * 10_000L), null, 80, Action.WARN);
            allowance = allowance.changed(next, new StoredKey.Mark(NOW, "ann"));
        }

        assertThat(allowance.steps()).hasSize(100);
        assertThat(allowance.steps().getLast().after()).isEqualTo(allowance.budget());
    }

    @Test
    void aRunningRouterTakesBudgetsOfActiveKeysUp() {
        StoredKey laptop = make("laptop", FIVE);
        StoredKey batch = make("batch", null);
        KeyCheck check = new KeyCheck(folder, null);
        assertThat(check.budgets()).containsExactly(Map.entry(laptop.id(), FIVE));

        allow(batch, TEN, null);
        ring().revoke(laptop, new StoredKey.Mark(NOW, null), key -> {});
        check.reload();

        assertThat(check.budgets()).containsExactly(Map.entry(batch.id(), TEN));
        assertThat(check.names()).containsEntry(laptop.id(), "laptop").containsEntry(batch.id(), "batch");
    }

    @Test
    void whatCannotHaveABudgetIsRefusedInOneSentence() {
        BudgetSpec stops = new BudgetSpec(Money.ofDollars("5"), null, 80, Action.STOP_LAUNCHES);
        assertThatThrownBy(() -> make("laptop", stops))
                .isInstanceOf(ConfigException.class)
                .hasMessage("a key's budget can warn or refuse; stop_launches is for a deployment's budget");
        assertThatThrownBy(() -> make(Role.VIEWER, "ann", FIVE))
                .hasMessageStartingWith("an operator key spends nothing");
        StoredKey ann = make(Role.VIEWER, "ann", null);
        assertThatThrownBy(() -> allow(ann, FIVE, null)).hasMessageStartingWith("an operator key spends nothing");
        StoredKey left = make("left", null);
        ring().revoke(left, new StoredKey.Mark(NOW, null), key -> {});
        assertThatThrownBy(() -> allow(left, FIVE, null))
                .hasMessageEndingWith("is revoked and spends nothing any more");
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"day":"5","week":"9"} | a key's budget is JSON such as
            "5"                    | a key's budget is JSON such as
            {}                     | a budget needs an amount
            {"action":"warn"}      | a budget needs an amount
            {"day":"0"}            | a budget must be above 0 dollars
            {"day":"-1"}           | a budget's day must be an amount of dollars
            {"month":"1e999999"}   | a budget's month must be an amount of dollars
            {"day":[5]}            | a budget's day must be an amount of dollars
            {"day":"5","warn_percent":0}    | warn_percent must be 1 to 100
            {"day":"5","warn_percent":"80"} | warn_percent must be a whole number
            {"day":"5","action":"stop_launches"} | a key's budget can warn or refuse
            {"day":"5","action":"explode"} | a key's budget can warn or refuse
            """)
    void aBudgetThatIsNoneMakesTheFileDamaged(String budget, String why) throws IOException {
        make("laptop", TEN);
        String whole = Files.readString(file());
        Files.writeString(file(), whole.replaceFirst("(?s)\"budget\" : \\{.*?\\}", "\"budget\":" + budget));

        assertThatThrownBy(() -> ring().list())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("are damaged (" + why);
    }

    private StoredKey make(String name, @Nullable BudgetSpec budget) {
        return make(null, name, budget);
    }

    private StoredKey make(@Nullable Role role, String name, @Nullable BudgetSpec budget) {
        KeyOrder order = new KeyOrder(name, role, budget, new StoredKey.Mark(NOW, "root"));
        return ring().create(order, new SecureRandom(), key -> {}).stored();
    }

    private StoredKey allow(StoredKey key, @Nullable BudgetSpec budget, @Nullable String by) {
        return ring().allow(
                        key,
                        budget,
                        new StoredKey.Mark(NOW, by),
                        (before, after) -> told.add(before.budget() + " " + after.budget()));
    }

    private KeyRing ring() {
        return new KeyRing(folder);
    }

    private Path file() {
        return folder.resolve("keys.json");
    }
}
