package io.skipjack.app.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.keys.KeyCheck;
import io.skipjack.app.keys.KeyKind;
import io.skipjack.app.keys.KeyOrder;
import io.skipjack.app.keys.KeyStore;
import io.skipjack.app.keys.NewKey;
import io.skipjack.app.keys.StoredKey;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {
    private static final StoredKey.Mark NOW = new StoredKey.Mark(Instant.EPOCH, "root");
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path folder;

    @Test
    void aKeyIsItsRoleAsBearerAndAsABrowsersPassword() {
        NewKey key = create("ann", Role.DEVELOPER);
        Caller ann = new Caller(key.stored().id() + " (ann)", Role.DEVELOPER);

        assertThat(logins("", true).identify("Bearer " + key.secret())).contains(ann);
        assertThat(logins("", true).identify("bearer  " + key.secret())).contains(ann);
        assertThat(logins(PASSWORD, true).identify(basic("anything:" + key.secret())))
                .contains(ann);
    }

    @Test
    void thePasswordIsAnAdmins() {
        assertThat(logins(PASSWORD, false).identify(basic("operator:" + PASSWORD)))
                .contains(new Caller("operator", Role.ADMIN));
        assertThat(logins(PASSWORD, false).toString()).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer sj-op-kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk",
                "Basic",
                "Basic !",
                "Basic b3BlcmF0b3I=",
                "Basic b3BlcmF0b3I6",
                "Digest x"
            })
    void anythingElseIsNobody(String header) {
        create("ann", Role.ADMIN);

        assertThat(logins("", true).identify(header)).isEmpty();
        assertThat(logins(PASSWORD, false).identify(header)).isEmpty();
    }

    @Test
    void anotherUserOrPasswordIsNobody() {
        assertThat(logins(PASSWORD, false).identify(basic("operator:" + PASSWORD + "x")))
                .isEmpty();
        assertThat(logins(PASSWORD, false).identify(basic("admin:" + PASSWORD))).isEmpty();
        assertThat(logins("", false).identify(basic("operator:"))).isEmpty();
    }

    @Test
    void anInferenceKeyIsNobodyHereAndAnOperatorKeyNobodyThere() {
        String inference = new KeyStore(folder)
                .create("laptop", Instant.EPOCH, new SecureRandom())
                .secret();
        String operator = create("ann", Role.ADMIN).secret();

        assertThat(logins("", true).identify("Bearer " + inference)).isEmpty();
        assertThat(logins("", true).identify(basic("operator:" + inference))).isEmpty();
        assertThat(new KeyCheck(folder, null).identify(operator)).isEmpty();
    }

    @Test
    void aRevokedKeyIsNobodyAndDoesNotOpenThePort() {
        NewKey key = create("ann", Role.ADMIN);
        new KeyStore(folder, KeyKind.OPERATOR).revoke("ann", NOW.at());

        assertThat(logins("", true).identify("Bearer " + key.secret())).isEmpty();
        assertThat(logins("", true).open()).isFalse();
    }

    @Test
    void itIsOpenOnLoopbackUntilThereIsALogin() {
        assertThat(logins("", true).open()).isTrue();
        assertThat(logins("", false).open()).isFalse();
        assertThat(logins(PASSWORD, true).open()).isFalse();

        create("ann", Role.VIEWER);
        assertThat(logins("", true).open()).isFalse();
    }

    private NewKey create(String name, Role role) {
        return new KeyStore(folder, KeyKind.OPERATOR)
                .create(new KeyOrder(name, role, NOW), new SecureRandom(), key -> {});
    }

    private Logins logins(String password, boolean loopback) {
        return new Logins(new OperatorKeys(new KeyCheck(folder)), "operator", password, loopback);
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
