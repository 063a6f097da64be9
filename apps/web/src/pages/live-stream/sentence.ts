import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { type Amount, formatAmount, formatDay } from '../../money/format';
import type { RecentEvent } from './use-events';

/** Says an event in the reader's language; a kind without a sentence of its own is told by its reason. */
export function useSentence(): (event: RecentEvent) => string {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  return ({ sentence, names, type }) => {
    const words = Object.fromEntries(Object.entries(sentence.params).map(([name, value]) => [name, word(value, names)]));
    const key = `event.${sentence.key.replace('.', '_')}`;
    if (i18n.exists(key)) return String(t(key as 'event.ledger_transaction-sealed', words as never));
    return `${type.split('.').slice(1, 3).join(' · ')} ${words['reason'] ?? ''}`;
  };

  function word(value: unknown, names: Record<string, string>): string {
    if (isAmount(value)) return formatAmount(value, language);
    const text = String(value);
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDay(text, language) : (names[text] ?? text);
  }
}

function isAmount(value: unknown): value is Amount {
  return typeof (value as Amount | undefined)?.amount === 'string' && typeof (value as Amount).currency === 'string';
}
