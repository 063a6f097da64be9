export type Lang = 'fr' | 'en';

/** French first: English only where it is asked, by choice or by a browser that prefers it. */
export function languageOf(chosen: unknown, acceptLanguage: string | undefined): Lang {
  if (chosen === 'fr' || chosen === 'en') return chosen;
  const preferred = (acceptLanguage ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return preferred.find((lang): lang is Lang => lang === 'fr' || lang === 'en') ?? 'fr';
}
