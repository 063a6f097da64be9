/** A percentage as people type it (`1,60`, `-0.5 %`) as a plain decimal; nothing where it isn't one. */
export function plainRate(text: string): string | undefined {
  const plain = text
    .replace(/[\s\u00a0\u202f%]/g, '')
    .replace('\u2212', '-')
    .replace(',', '.');
  return /^-?\d{1,3}(\.\d{1,8})?$/.test(plain) ? plain : undefined;
}
