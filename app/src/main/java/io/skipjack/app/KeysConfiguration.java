package io.skipjack.app;

import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.keys.KeyCheck;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys clients may use, looked at again every {@code skipjack.keys-reload}. */
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {

    @Bean
    KeyCheck keyCheck(SkipjackProperties properties, ObjectProvider<GuestKey> guest) {
        GuestKey guestKey = guest.getIfAvailable();
        return new KeyCheck(properties.dataDir(), guestKey == null ? null : guestKey.secret());
    }

    @Bean(destroyMethod = "close")
    Repetition keysReload(SkipjackProperties properties, KeyCheck keyCheck) {
        return Repetition.of("keys-reload", properties.keysReload(), keyCheck::reload);
    }
}
