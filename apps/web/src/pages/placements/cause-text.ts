import i18next from 'i18next';
import { formatAmount, formatDay, type Language } from '../../money/format';
import { isAmount } from '../../money/minor';
import type { Schemas } from './api';

type Cause = Schemas['CauseDto'];

/** What came late, in the reader's words; as the journal says it where the kind has none. */
export function causeText({ kind, text, figures }: Cause, language: Language): string {
  const sentence = `placements:cause.${kind}`;
  if (!i18next.exists(sentence)) return text;
  const shown = Object.entries(figures).map(([name, value]) => [name, figureText(name, value, language)]);
  // Kinds come from the platform: their words are looked up when they are read.
  return (i18next.t as (key: string, figures: object) => string)(sentence, { ...Object.fromEntries(shown), text });
}

function figureText(name: string, value: unknown, language: Language): string {
  if (isAmount(value)) return formatAmount(value, language);
  const plain = String(value);
  if (name === 'rate') return language === 'fr' ? plain.replaceAll('.', ',') : plain;
  if (/^\d{4}-\d{2}-\d{2}$/.test(plain)) return formatDay(plain, language);
  const word = `placements:causeWord.${plain}`;
  return i18next.exists(word) ? (i18next.t as (key: string) => string)(word) : plain;
}
