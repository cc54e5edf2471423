package io.skipjack.app;

import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tries both ports before anything else is started: a person who has another router running learns so at once, and not
 * when all of this one is up.
 */
final class FreePorts implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final int CLIENTS = 8080;
    private static final int OPERATORS = 8081;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Binder binder = Binder.get(context.getEnvironment());
        String host = binder.bind("skipjack.listen.host", String.class).orElse("0.0.0.0");
        requireFree(host, binder.bind("skipjack.listen.port", Integer.class).orElse(CLIENTS), CLIENTS);
        String address = binder.bind("server.address", String.class).orElse("0.0.0.0");
        requireFree(address, binder.bind("server.port", Integer.class).orElse(OPERATORS), OPERATORS);
    }

    private static void requireFree(String host, int port, int whose) {
        try (ServerSocket trial = new ServerSocket()) {
            trial.bind(new InetSocketAddress(host, port));
        } catch (IOException | IllegalArgumentException refused) {
            throw new ConfigException(sentence(host, port, whose, String.valueOf(refused.getMessage())), refused);
        }
    }

    private static String sentence(String host, int port, int whose, String reason) {
        boolean taken = reason.contains("in use");
        String way = whose == CLIENTS
                ? "--port, or skipjack.listen.port in config/application.yaml"
                : "--operator-port, or server.port in config/application.yaml";
        return "port " + port + " for " + (whose == CLIENTS ? "clients" : "operators")
                + (taken ? " is taken by another program" : " cannot be opened on " + host + ", " + reason)
                + "; choose another with " + way;
    }
}
