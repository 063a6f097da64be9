/** Control characters and halves of characters become spaces: a database refuses them, and nobody can read them. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, ' ');
}
