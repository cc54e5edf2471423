package io.skipjack.app;

import io.skipjack.app.cluster.RouterGossip;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.keys.KeyCheck;
import io.skipjack.app.operators.OperatorKeys;
import io.skipjack.domain.operator.AuditBook;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The keys clients and operators may use, looked at again every {@code skipjack.keys-reload}. A key revoked at one router is refused by
 * all as soon as they hear of it, before the file is there too.
 */
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {

    @Bean
    KeyCheck keyCheck(SkipjackProperties properties, ObjectProvider<GuestKey> guest, RouterGossip gossip) {
        GuestKey guestKey = guest.getIfAvailable();
        KeyCheck check = new KeyCheck(properties.dataDir(), guestKey == null ? null : guestKey.secret());
        gossip.onRevoked(check::revoke);
        check.onRevoked(gossip::revoked);
        return check;
    }

    @Bean
    OperatorKeys operatorKeys(SkipjackProperties properties, RouterGossip gossip) {
        KeyCheck check = new KeyCheck(properties.dataDir());
        gossip.onRevoked(check::revoke);
        check.onRevoked(gossip::revoked);
        return new OperatorKeys(check);
    }

    @Bean(destroyMethod = "close")
    Repetition keysReload(
            SkipjackProperties properties, KeyCheck keyCheck, OperatorKeys operatorKeys, KeysOnRecord record) {
        return Repetition.of("keys-reload", properties.keysReload(), () -> {
            keyCheck.reload();
            operatorKeys.reload();
            record.note(keyCheck.all());
            record.note(operatorKeys.all());
        });
    }

    @Bean
    KeysOnRecord keysOnRecord(AuditBook book) {
        return new KeysOnRecord(book);
    }
}
