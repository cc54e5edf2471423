/** Keys of clients and of operators: made and revoked by the command line or the admin API, checked by the router, shared
 * through a file for each kind. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.keys;
