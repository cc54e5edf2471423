package io.skipjack.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Ordered;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Binds {@code camel.component.NAME.*} to any component, ours included. Camel's starters do that one by one, but there
 * are none for netty-http and kamelet at this version. A misspelt option fails the start.
 */
@Configuration(proxyBeanMethods = false)
class ComponentOptionsConfiguration {

    @Bean
    ComponentCustomizer componentOptions(Environment environment, CamelContext context) {
        return new ComponentOptions(environment, context);
    }

    private record ComponentOptions(Environment environment, CamelContext context) implements ComponentCustomizer {
        @Override
        public int getOrder() {
            return Ordered.LOWEST;
        }

        @Override
        public boolean isEnabled(String name, Component component) {
            return true;
        }

        @Override
        public void configure(String name, Component component) {
            Map<String, Object> options = Binder.get(environment)
                    .bind("camel.component." + name, Bindable.mapOf(String.class, Object.class))
                    .orElse(Map.of());
            if (options.isEmpty()) {
                return;
            }
            PropertyBindingSupport.build()
                    .withCamelContext(context)
                    .withTarget(component)
                    .withProperties(new LinkedHashMap<>(options))
                    .withConfigurer(component.getComponentPropertyConfigurer())
                    .withIgnoreCase(true)
                    .withMandatory(true)
                    .bind();
        }
    }
}
