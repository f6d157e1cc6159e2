package org.precept.crd.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is a resource or a Bundle of resources.
 *
 * @param type resourceType, empty when there is none
 * @param resources the Bundle's entries, or the resource itself
 * @param next address of a Bundle's next page, null when there is none
 */
public record ScannedBundle(
        String type, List<ResourceText> resources, @Nullable String next) {

    /** True when it is a Bundle; then its resources are those of its entries. */
    public boolean isBundle() {
        return "Bundle".equals(type);
    }
}
