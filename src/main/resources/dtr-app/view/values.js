/** Values of answers: which there are, whether two say the same, and how they read. */

/** The value of an answer as [name, value], for example ['valueDate', '2026-09-18']; null when there is none. */
export function valueOf(answer) {
    return Object.entries(answer ?? {}).find(([name]) => name.startsWith('value')) ?? null;
}

/** A text that is the same for two answers exactly when they say the same; displays and versions of codings do not count. */
export function keyOf(answer) {
    const found = valueOf(answer);
    if (found === null) {
        return '';
    }
    const [name, value] = found;
    if (name === 'valueCoding') {
        return `${name}:${value.system ?? ''}|${value.code ?? value.display ?? ''}`;
    }
    if (name === 'valueAttachment') {
        return `${name}:${value.title ?? ''}|${value.contentType ?? ''}|${value.url ?? ''}|${value.data ?? ''}`;
    }
    if (name === 'valueQuantity') {
        return `${name}:${value.value}|${value.code ?? value.unit ?? ''}`;
    }
    return `${name}:${typeof value === 'object' ? JSON.stringify(value) : value}`;
}

/** Whether two lists of answers say the same, in any order. */
export function sameAnswers(left, right) {
    const keys = answers => answers.map(keyOf).sort().join('\n');
    return left.length === right.length && keys(left) === keys(right);
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A date of a year or a month only. */
export const isPartialDate = text => /^\d{4}(-\d{2})?$/.test(text);

/** The date in words: 18 September 2026, June 2025, 2025. */
export function dateText(text) {
    const [year, month, day] = text.slice(0, 10).split('-');
    return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}

/** What an answer says, for people. */
export function textOf(answer) {
    const found = valueOf(answer);
    if (found === null) {
        return '';
    }
    const [name, value] = found;
    switch (name) {
        case 'valueBoolean': return value ? 'Yes' : 'No';
        case 'valueDate':
        case 'valueDateTime': return dateText(value) + (value.length > 10 ? `, ${value.slice(11, 16)}` : '');
        case 'valueCoding': return value.display ?? value.code;
        case 'valueQuantity': return [value.value, value.unit ?? value.code].filter(part => part !== undefined).join(' ');
        case 'valueAttachment': return [value.title ?? value.url ?? 'File', sizeText(bytesOf(value))].filter(Boolean).join(', ');
        case 'valueReference': return value.display ?? value.reference ?? '';
        default: return String(value);
    }
}

/** Size of an attachment's data in bytes; null when it has none. */
export function bytesOf({ data, size }) {
    if (typeof data !== 'string') {
        return size ?? null;
    }
    const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
    return data.length / 4 * 3 - padding;
}

/** A size for people; nothing for null. */
export function sizeText(bytes) {
    if (bytes === null || bytes === undefined) {
        return '';
    }
    if (bytes < 1024) {
        return `${bytes} bytes`;
    }
    return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
