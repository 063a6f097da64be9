import { hash } from 'node:crypto';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/**
 * The one text of a JSON value: keys sorted, no space, nothing undefined. Equal values give equal texts. Grown piece by
 * piece: sealing and verifying a book spend half their time here.
 */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += (text === '' ? '' : ',') + canonical(item);
    return `[${text}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(member)}`;
  }
  return `{${text}}`;
}

/** SHA-256 of the canonical text, in hexadecimal. */
export function contentHash(value: Json): string {
  return hash('sha256', canonical(value));
}
