/** Values of the logic as answers of a question. */

/**
 * The answers a question can hold; none when the value does not fit it.
 * @param {any} item of the form
 * @param {any} value as the engine gives it
 * @param {any[]|null} offered codings, null when the list is open
 * @returns {any[]} elements with `value[x]`
 */
export function answersOf(item, value, offered) {
    const values = (Array.isArray(value) ? value : [value]).filter(each => each !== null && each !== undefined);
    const answers = values.map(each => answerOf(item, each, offered)).filter(Boolean);
    return answers.length > 1 && !item.repeats ? [] : answers;
}

function answerOf(item, value, offered) {
    switch (item.type) {
        case 'boolean':
            return wrap('valueBoolean', bare(value), 'boolean');
        case 'date':
            return wrap('valueDate', temporal(value)?.slice(0, 10), 'string');
        case 'dateTime':
            return wrap('valueDateTime', temporal(value), 'string');
        case 'integer':
            return Number.isInteger(bare(value)) && withinLimits(item, bare(value)) ? { valueInteger: bare(value) } : null;
        case 'decimal':
            return withinLimits(item, bare(value)) ? wrap('valueDecimal', bare(value), 'number') : null;
        case 'string':
        case 'text':
            return text(item, bare(value));
        case 'quantity':
            return quantity(value);
        case 'choice':
        case 'open-choice':
            return choice(value, offered);
        default:
            return null;
    }
}

function wrap(name, value, type) {
    return typeof value === type ? { [name]: value } : null;
}

/** A FHIR primitive of the engine wraps its value. */
function bare(value) {
    return value !== null && typeof value === 'object' && 'getTypeInfo' in value && 'value' in value ? value.value : value;
}

function temporal(value) {
    const time = bare(value);
    return time?.isDate || time?.isDateTime ? String(time) : undefined;
}

function text(item, value) {
    return typeof value === 'string' && value.trim() !== '' && value.length <= (item.maxLength ?? Infinity) ? { valueString: value } : null;
}

function withinLimits(item, number) {
    const limit = name => {
        const found = (item.extension ?? []).find(each => each.url === `http://hl7.org/fhir/StructureDefinition/${name}`);
        return found?.valueInteger ?? found?.valueDecimal;
    };
    return typeof number === 'number' && number >= (limit('minValue') ?? -Infinity) && number <= (limit('maxValue') ?? Infinity);
}

function quantity(value) {
    if (value?.isQuantity) {
        return { valueQuantity: { value: value.value, unit: value.unit, system: 'http://unitsofmeasure.org', code: value.unit } };
    }
    return null;
}

/** The coding as the form offers it, in the form's own words. */
function choice(value, offered) {
    const codings = codingsOf(value);
    if (offered === null) {
        return codings.length > 0 ? { valueCoding: codings[0] } : null;
    }
    const match = offered.find(option => codings.some(each => each.code === option.code && each.system === option.system));
    return match ? { valueCoding: { ...match } } : null;
}

function codingsOf(value) {
    if (value?.isCode) {
        return [coding(value.system, value.code, value.display)];
    }
    if (value?.isConcept) {
        return value.codes.flatMap(codingsOf);
    }
    const type = value?.getTypeInfo?.().name.replace(/^FHIR\./, '');
    if (type === 'Coding') {
        return [coding(bare(value.system), bare(value.code), bare(value.display))];
    }
    return type === 'CodeableConcept' ? (value.coding ?? []).flatMap(codingsOf) : [];
}

function coding(system, code, display) {
    return { ...(system ? { system } : {}), code, ...(display ? { display } : {}) };
}

/** The value of an answer, without what is beside it. @param {any} answer */
export function valueKey(answer) {
    if (answer.valueCoding) {
        return `${answer.valueCoding.system ?? ''}|${answer.valueCoding.code ?? answer.valueCoding.display}`;
    }
    const name = Object.keys(answer).find(each => each.startsWith('value'));
    return name === undefined ? '' : JSON.stringify(answer[name]);
}

/** An answer in words. @param {any} answer */
export function said(answer) {
    if (answer.valueBoolean !== undefined) {
        return answer.valueBoolean ? 'Yes' : 'No';
    }
    if (answer.valueCoding) {
        return answer.valueCoding.display ?? answer.valueCoding.code;
    }
    if (answer.valueQuantity) {
        return `${answer.valueQuantity.value} ${answer.valueQuantity.unit ?? ''}`.trim();
    }
    if (answer.valueAttachment) {
        return answer.valueAttachment.title ?? 'Attached file';
    }
    const name = Object.keys(answer).find(each => each.startsWith('value'));
    return name === undefined ? '' : String(answer[name]?.display ?? answer[name]);
}
