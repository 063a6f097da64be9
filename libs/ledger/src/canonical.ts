import { hash } from 'node:crypto';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** The one text of a JSON value: keys sorted, no space, nothing undefined. Equal values give equal texts. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key];
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonical(member)}`];
    });
  return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical text, in hexadecimal. */
export function contentHash(value: Json): string {
  return hash('sha256', canonical(value));
}
