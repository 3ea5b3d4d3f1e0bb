/**
 * What the tests of several modules share: a real PostgreSQL that is started once ({@link
 * renkei.codebook.testing.TestServer}) and a database of each test's own on it ({@link
 * renkei.codebook.testing.TestDatabase}), a clock that goes ahead at will, waiting for a condition,
 * and the municipalities they tell of. The modules above see it as the test-jar of this one. What
 * comes in is used by two modules at least, and knows no word of the modules above.
 */
@NullMarked
package renkei.codebook.testing;

import org.jspecify.annotations.NullMarked;
