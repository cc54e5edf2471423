package io.skipjack.app.house;

import io.skipjack.provider.kamelet.KameletApi;
import java.beans.Introspector;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Processor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** Names of the beans our classes define, read from the classes: nothing is started. */
final class AppBeans {
    private AppBeans() {}

    static Set<String> names() {
        Set<String> names = new HashSet<>();
        names.add(KameletApi.NAME); // it puts itself into the registry
        var processors = new ClassPathScanningCandidateComponentProvider(false);
        processors.addIncludeFilter(new AssignableTypeFilter(Processor.class));
        for (BeanDefinition found : processors.findCandidateComponents("io.skipjack.processors")) {
            names.add(Introspector.decapitalize(ClassUtils.getShortName(String.valueOf(found.getBeanClassName()))));
        }
        var configurations = new ClassPathScanningCandidateComponentProvider(false);
        configurations.addIncludeFilter(new AnnotationTypeFilter(Configuration.class));
        for (BeanDefinition found : configurations.findCandidateComponents("io.skipjack")) {
            Class<?> type = ClassUtils.resolveClassName(
                    String.valueOf(found.getBeanClassName()), AppBeans.class.getClassLoader());
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Bean.class))
                    .forEach(method -> names.add(method.getName()));
        }
        return names;
    }
}
