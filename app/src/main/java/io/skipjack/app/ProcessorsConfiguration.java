package io.skipjack.app;

import org.apache.camel.Processor;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/**
 * Makes a bean of every {@code Processor} class, named as YAML names it: {@code DecideRoute} is {@code decideRoute}. By
 * type, so that the classes stay package-private and free of Spring, and there is no list to keep.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = "io.skipjack.processors",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Processor.class))
class ProcessorsConfiguration {}
