package org.precept.pas;

import java.util.List;

/** A value, or the business errors that stand in its way. */
sealed interface Outcome<T> {

    record Of<T>(T value) implements Outcome<T> {}

    record Errors<T>(List<BusinessError> errors) implements Outcome<T> {
        public Errors {
            errors = List.copyOf(errors);
        }

        static <T> Errors<T> of(BusinessError error) {
            return new Errors<>(List.of(error));
        }
    }
}
