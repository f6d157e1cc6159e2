package org.precept.criteria;

import ca.uhn.fhir.context.FhirContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.fhir.model.R4FhirModelResolver;

/**
 * The engine's FHIR R4 model without its costs per access: a type name is looked up once (the original tries class names
 * on the class path each time), where a type names its patient too, and a path of one element is not split by a regular
 * expression.
 */
class FhirModel extends R4FhirModelResolver {
    /** Null only while the superclass is under construction and already calls back. */
    private final @Nullable Map<String, Class<?>> types;

    private final Map<String, Optional<Object>> patientPaths = new ConcurrentHashMap<>();

    FhirModel(FhirContext fhir) {
        super(fhir);
        types = new ConcurrentHashMap<>();
    }

    @Override
    public Class<?> resolveType(String typeName) {
        if (types == null) {
            return super.resolveType(typeName);
        }
        Class<?> known = types.get(typeName);
        if (known == null) {
            known = super.resolveType(typeName);
            types.put(typeName, known);
        }
        return known;
    }

    @Override
    public @Nullable Object getContextPath(@Nullable String contextType, @Nullable String targetType) {
        if (!"Patient".equals(contextType) || targetType == null) {
            return super.getContextPath(contextType, targetType);
        }
        return patientPaths
                .computeIfAbsent(targetType, type -> Optional.ofNullable(super.getContextPath(contextType, type)))
                .orElse(null);
    }

    @Override
    public @Nullable Object resolvePath(@Nullable Object target, String path) {
        return path.indexOf('.') < 0 && path.indexOf('[') < 0
                ? resolveProperty(target, path)
                : super.resolvePath(target, path);
    }
}
