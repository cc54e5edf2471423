package io.skipjack.app.serverless;

import io.skipjack.app.Home;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.deployments.ProviderNames;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.Providers;
import io.skipjack.provider.spi.ProviderDefinition;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Makes a bean of each serverless provider, which is how the {@code provider:} component finds it; no list to keep. */
final class ProviderBeans implements ImportBeanDefinitionRegistrar {
    private static final String SUFFIX = "ServerlessProvider";
    private static final String KAMELETS = SkipjackProperties.PREFIX + ".live.kamelets-dir";
    private static final String KAMELETS_BY_DEFAULT = "kamelets";

    private final BeanFactory factory;
    private final Environment environment;

    ProviderBeans(BeanFactory factory, Environment environment) {
        this.factory = factory;
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Providers.all().forEach(each -> register(each.name(), () -> each, registry));
        Path kamelets =
                Home.path(Binder.get(environment).bind(KAMELETS, String.class).orElse(KAMELETS_BY_DEFAULT));
        ProviderNames.kamelets(kamelets)
                .forEach(each -> register(each.name(), () -> each.in(factory.getBean(CamelContext.class)), registry));
    }

    private void register(String name, Supplier<ProviderDefinition> definition, BeanDefinitionRegistry registry) {
        registry.registerBeanDefinition(
                name + SUFFIX,
                BeanDefinitionBuilder.genericBeanDefinition(
                                ServerlessProvider.class,
                                () -> ConfiguredProviders.make(
                                        definition.get(),
                                        factory.getBean(SkipjackProperties.class)
                                                .providers(),
                                        System::getenv))
                        .getBeanDefinition());
    }
}
