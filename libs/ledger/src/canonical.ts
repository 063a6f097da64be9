import { hash } from 'node:crypto';
import { configure } from 'safe-stable-stringify';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

const stringify = configure({ deterministic: true, bigint: false, circularValue: TypeError });

/** The one text of a JSON value: keys sorted by code unit, no space, nothing undefined. Equal values give equal texts. */
export function canonical(value: Json): string {
  return stringify(value) as string;
}

/** SHA-256 of the canonical text, in hexadecimal. */
export function contentHash(value: Json): string {
  return hash('sha256', canonical(value));
}
