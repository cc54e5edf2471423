package io.skipjack.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The router's Spring Boot application. Started by {@link Router}, never by itself. */
@SpringBootApplication
class Application {}
