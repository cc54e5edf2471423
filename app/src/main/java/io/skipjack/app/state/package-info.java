/** What survives a crash, and who may write it: the store on SQLite or PostgreSQL, and the leadership kept in it. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.state;
