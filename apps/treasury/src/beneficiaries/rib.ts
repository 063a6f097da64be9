/** Letters count as the digits of the old accounting machines: A and J 1, B, K and S 2, … I, R and Z 9. */
function digitOf(letter: string): string {
  const place = letter.charCodeAt(0) - 'A'.charCodeAt(0);
  return String(place < 18 ? (place % 9) + 1 : place - 16);
}

/** 23 characters in France, CEMAC, Madagascar, the Comoros and Djibouti; 24 in UEMOA and Morocco. */
export function isRib(text: string): boolean {
  return /^[A-Z0-9]{21,22}\d{2}$/.test(text);
}

/** The last two digits of a RIB are its key: all of it is a multiple of 97. */
export function ribKeyIsRight(rib: string): boolean {
  return BigInt(rib.replace(/[A-Z]/g, digitOf)) % 97n === 0n;
}

/** Check digits of ISO 13616 for the account number of a country. */
export function ibanOf(country: string, number: string): string {
  const digits = [...`${number}${country}00`].map((letter) => parseInt(letter, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${number}`;
}
