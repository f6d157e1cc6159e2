package org.precept.policy;

import java.util.List;

/**
 * All policies and what belongs to them, read together and checked against each other.
 *
 * @param policies coverage policies
 * @param products products and their codes
 * @param payers payers served
 * @param questionnaires forms of the policies
 * @param advice advice shown with orders
 */
public record PolicyContent(
        PolicyCatalog policies,
        ProductCatalog products,
        PayerCatalog payers,
        QuestionnaireCatalog questionnaires,
        AdviceCatalog advice) {

    /** Reads parsed content files; all problems are found at once. Resources are kept, never changed. */
    public static Reading<PolicyContent> read(List<ContentFile> files) {
        return new ContentReader(files).content();
    }
}
