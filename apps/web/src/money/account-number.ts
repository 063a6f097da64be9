/** `FR76…0189`, as the platform masks it: enough to recognise an account by, not to use it. */
export function maskedNumber(number: string): string {
  const bare = number.replace(/\s/g, '');
  return bare.length >= 12 ? `${bare.slice(0, 4)}…${bare.slice(-4)}` : `…${bare.slice(-3)}`;
}
