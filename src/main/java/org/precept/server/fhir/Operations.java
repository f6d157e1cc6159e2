package org.precept.server.fhir;

import ca.uhn.fhir.rest.annotation.Operation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The FHIR operations this server offers: those that a bean of ours declares with {@link Operation}. HAPI's own
 * (expunge, reindex, merge, ...) are not offered.
 *
 * @param providers the beans, for registration
 * @param names {@code Type/$name}, or {@code /$name} at system level
 * @param alone those that write their answers themselves and cannot be part of another request
 */
record Operations(List<Object> providers, Set<String> names, Set<String> alone) {

    private static final String OURS = "org.precept.";

    /** Collects the beans; makes only those that declare operations. */
    static Operations of(ListableBeanFactory beans) {
        List<Object> providers = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        Set<String> alone = new TreeSet<>();
        for (String bean : beans.getBeanDefinitionNames()) {
            @Nullable Class<?> type = beans.getType(bean, false);
            if (type != null && type.getName().startsWith(OURS)) {
                List<String> declared = declared(ClassUtils.getUserClass(type), each -> true);
                if (!declared.isEmpty()) {
                    providers.add(beans.getBean(bean));
                    names.addAll(declared);
                    alone.addAll(declared(ClassUtils.getUserClass(type), Operation::manualResponse));
                }
            }
        }
        return new Operations(List.copyOf(providers), Set.copyOf(names), Set.copyOf(alone));
    }

    /** These operations, as far as they are here, with the beans that have them. */
    Operations only(Set<String> wanted) {
        Set<String> here = new TreeSet<>(names);
        here.retainAll(wanted);
        List<Object> having = providers.stream()
                .filter(provider -> declared(ClassUtils.getUserClass(provider), each -> true).stream()
                        .anyMatch(here::contains))
                .toList();
        return new Operations(having, Set.copyOf(here), alone);
    }

    /** @param resourceType null at system level */
    boolean offers(@Nullable String resourceType, String operation) {
        return names.contains(name(resourceType, operation));
    }

    /** @param resourceType null at system level */
    boolean writesItself(@Nullable String resourceType, String operation) {
        return alone.contains(name(resourceType, operation));
    }

    private static String name(@Nullable String resourceType, String operation) {
        return (resourceType == null ? "" : resourceType) + "/" + withDollar(operation);
    }

    private static List<String> declared(Class<?> type, Predicate<Operation> wanted) {
        List<String> names = new ArrayList<>();
        for (Method method : type.getMethods()) {
            Operation operation = method.getAnnotation(Operation.class);
            if (operation != null && wanted.test(operation)) {
                names.add(typeName(operation) + "/" + withDollar(operation.name()));
            }
        }
        return names;
    }

    private static String typeName(Operation operation) {
        return operation.typeName().isEmpty() && !operation.type().isInterface()
                ? operation.type().getSimpleName()
                : operation.typeName();
    }

    private static String withDollar(String name) {
        return name.startsWith("$") ? name : "$" + name;
    }
}
