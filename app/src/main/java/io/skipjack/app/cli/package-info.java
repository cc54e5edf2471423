/** The command line: picocli and plain Java. Starts fast because nothing of Spring or Camel is touched before serving. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.cli;
