/** Numbers as an array literal of PostgreSQL. */
export function numbersLiteral(values: readonly (number | bigint)[]): string {
  return `{${values.join(',')}}`;
}

/** Texts as an array literal of PostgreSQL; null when none is given, which reads as an array without values. */
export function textsLiteral(values: readonly (string | null | undefined)[]): string | null {
  let given = false;
  let literal = '{';
  for (const [at, value] of values.entries()) {
    if (at > 0) literal += ',';
    if (value === undefined || value === null) literal += 'NULL';
    else {
      given = true;
      literal += quoted(value);
    }
  }
  return given ? `${literal}}` : null;
}

const special = /["\\]/;

function quoted(text: string): string {
  return special.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
}
