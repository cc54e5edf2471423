/** Keeps the YAML in this repository to the rules of the house; each rule is one small class. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.house;
