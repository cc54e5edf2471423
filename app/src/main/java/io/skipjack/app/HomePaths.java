package io.skipjack.app;

import java.beans.PropertyEditorSupport;
import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reads paths in the config as a person means them: relative ones from the installation's folder. Spring's own reading
 * looks among the program's classes first and may find a folder of that name there.
 */
final class HomePaths implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().registerCustomEditor(Path.class, Editor.class);
    }

    /** Made by Spring, one for each use. */
    static final class Editor extends PropertyEditorSupport {
        @Override
        public void setAsText(String text) {
            setValue(Home.path(text));
        }
    }
}
