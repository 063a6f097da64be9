/** Units of a currency for one euro as people type them (`1,0842`, `655.957`); nothing where it isn't a rate above zero. */
export function typedRate(text: string): string | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) && /[1-9]/.test(plain) ? plain : undefined;
}
