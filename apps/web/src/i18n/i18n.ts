import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from '../money/format';
import { persistently } from '../parts/late-part';
import fr from './locales/fr.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: Words;
  }
}

/** What is said: the frame's words, and those of each area, which it declares beside its pages and which come with them. */
export interface Words {
  translation: typeof fr;
}

const STORED = 'language';

async function resources(language: Language): Promise<typeof fr> {
  return language === 'fr' ? fr : ((await persistently(() => import('./locales/en.json'))).default as typeof fr);
}

/** Adds an area's words in both languages; a page does so where it is loaded, and uses them with `useTranslation(area)`. */
export function addWords(area: keyof Words, words: Record<Language, object>): void {
  for (const language of ['fr', 'en'] as const) i18next.addResourceBundle(language, area, words[language]);
}

async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await resources(language));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.title = i18next.t('shell.title');
}

/** Changes the language here and, for the sign-in page and letters, in the person's session. */
export async function setLanguage(language: Language, signedIn: boolean): Promise<void> {
  await speak(language);
  localStorage.setItem(STORED, language);
  if (!signedIn) return;
  const preference = {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ lang: language }),
  };
  await fetch('/api/me', preference).catch(() => undefined);
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'fr',
    fallbackLng: 'fr',
    resources: { fr: { translation: fr } },
    interpolation: { escapeValue: false },
  });
  if (localStorage.getItem(STORED) === 'en') await speak('en');
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'fr';
}
