/** Numbers as an array literal of PostgreSQL. */
export function numbersLiteral(values: readonly (number | bigint)[]): string {
  return `{${values.join(',')}}`;
}

/** Texts as an array literal of PostgreSQL; null when none is given, which reads as an array without values. */
export function textsLiteral(values: readonly (string | null | undefined)[]): string | null {
  if (values.every((value) => value === undefined || value === null)) return null;
  return `{${values.map((value) => (value === undefined || value === null ? 'NULL' : quoted(value))).join(',')}}`;
}

function quoted(text: string): string {
  const plain = text.indexOf('"') < 0 && text.indexOf('\\') < 0;
  return plain ? `"${text}"` : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
