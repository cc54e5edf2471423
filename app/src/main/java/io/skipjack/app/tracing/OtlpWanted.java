package io.skipjack.app.tracing;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether somebody collects traces: without, no request knows of them. */
final class OtlpWanted implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !Otlp.endpoint(context.getEnvironment()).isEmpty();
    }
}
