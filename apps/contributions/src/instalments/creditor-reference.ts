const longestBody = 21;

/** Remainder by 97 of a string read as ISO 7064 does: letters stand for 10 to 35. */
function mod97(text: string): bigint {
  const digits = [...text].map((character) => parseInt(character, 36).toString()).join('');
  return BigInt(digits) % 97n;
}

/** ISO 11649 reference of a body of at most 21 letters and digits: `SIAAP2025T1` gives `RF92SIAAP2025T1`. */
export function creditorReference(body: string): string {
  if (!/^[A-Z0-9]{1,21}$/.test(body)) throw new RangeError(`${body} is not 1 to 21 capital letters and digits`);
  const check = 98n - mod97(`${body}RF00`);
  return `RF${check.toString().padStart(2, '0')}${body}`;
}

export function isCreditorReference(reference: string): boolean {
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(reference) && mod97(`${reference.slice(4)}${reference.slice(0, 4)}`) === 1n;
}

/** Four letters and digits that differ between codes which look the same once shortened. */
function fingerprint(code: string): string {
  let value = 7n;
  for (const character of code) value = (value * 131n + BigInt(character.codePointAt(0) ?? 0)) % 1_679_616n;
  return value.toString(36).toUpperCase().padStart(4, '0');
}

/**
 * Body of the reference of an agreement's instalment: its code without separators, then T and the number.
 * `exact: false` gives the form to fall back on when another agreement already has the plain one.
 */
export function referenceBody(agreement: string, instalment: number, exact = true): string {
  const plain = agreement.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const suffix = `T${instalment}`;
  if (exact && plain.length + suffix.length <= longestBody) return `${plain}${suffix}`;
  const mark = fingerprint(agreement);
  return `${plain.slice(0, longestBody - suffix.length - mark.length)}${mark}${suffix}`;
}
