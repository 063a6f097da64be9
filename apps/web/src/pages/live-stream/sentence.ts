import { useTranslation } from 'react-i18next';
import { useKindWords } from '../../entries/words';
import { useLanguage } from '../../i18n/i18n';
import { type Amount, formatAmount, formatDay } from '../../money/format';
import type { RecentEvent } from './use-events';

/** Who or what a transaction is about, the most telling first; the rest only where none of these is known. */
const ABOUT = ['donor', 'project', 'case', 'placement'];
const OTHERWISE = ['tranche', 'agreement'];

/** Says an event in the reader's language; a kind without a sentence of its own is told by its name. */
export function useSentence(): (event: RecentEvent) => string {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const kindWords = useKindWords();

  const word = (value: unknown, names: Record<string, string>): string => {
    if (isAmount(value)) return formatAmount(value, language);
    const text = String(value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDay(text, language);
    const state = `projectState.${text}`;
    return names[text] ?? (i18n.exists(state) ? t(state as 'projectState.VOTED') : text);
  };

  const transaction = ({ sentence: { params }, names }: RecentEvent): string => {
    const what = kindWords({ kind: String(params['kind']), reason: String(params['reason']) });
    const known = (name: string) => typeof params[name] === 'string';
    const told = ABOUT.filter(known).slice(0, 2);
    const about = told.length > 0 ? told : OTHERWISE.filter(known).slice(0, 1);
    const who = about.map((name) => word(params[name], names)).join(' → ');
    const amount = word(params['amount'], names);
    return who ? t('event.sealedAbout', { what, who, amount }) : t('event.sealed', { what, amount });
  };

  return (event) => {
    const { sentence, names, type } = event;
    if (sentence.key === 'ledger.transaction-sealed') return transaction(event);
    const words = Object.fromEntries(
      Object.entries(sentence.params).map(([name, value]) => [name, word(value, names)]),
    );
    const key = `event.${sentence.key.replace('.', '_')}`;
    if (i18n.exists(key)) return String(t(key as 'event.sealed', words as never));
    return `${type.split('.').slice(1, 3).join(' · ')}${words['reason'] ? ` · ${words['reason']}` : ''}`;
  };
}

function isAmount(value: unknown): value is Amount {
  return typeof (value as Amount | undefined)?.amount === 'string' && typeof (value as Amount).currency === 'string';
}
