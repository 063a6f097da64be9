import type { Language } from '../money/format';

/** Between a word and what it is about: French sets a space before a colon. */
export function colon(language: Language): string {
  return language === 'fr' ? ' : ' : ': ';
}
