package io.skipjack.app.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** HTTP clients that begin at once. */
final class Clients {
    private Clients() {}

    /** For plain HTTP one that trusts no certificate, since reading all that Java trusts takes most of a short call. */
    static HttpClient of(URI server, Duration toConnect) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(toConnect);
        if ("https".equals(server.getScheme())) {
            return client.build();
        }
        try {
            SSLContext none = SSLContext.getInstance("TLS");
            none.init(null, new TrustManager[0], null);
            return client.sslContext(none).build();
        } catch (GeneralSecurityException unusual) {
            return client.build();
        }
    }
}
