package io.skipjack.app;

import io.skipjack.app.config.SkipjackProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds {@code config/application.yaml}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SkipjackProperties.class)
class PropertiesConfiguration {}
