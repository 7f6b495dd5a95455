/** Makes the CRD manifests and the reference from the records, and compares them with the tree. */
@NullMarked
package dev.rampwright.api.schema;

import org.jspecify.annotations.NullMarked;
