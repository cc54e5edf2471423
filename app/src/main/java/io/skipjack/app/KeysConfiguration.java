package io.skipjack.app;

import io.skipjack.app.cluster.RouterGossip;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.keys.KeyCheck;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The keys clients may use, looked at again every {@code skipjack.keys-reload}. A key revoked at one router is refused by
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

    @Bean(destroyMethod = "close")
    Repetition keysReload(SkipjackProperties properties, KeyCheck keyCheck) {
        return Repetition.of("keys-reload", properties.keysReload(), keyCheck::reload);
    }
}
