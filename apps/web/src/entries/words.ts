import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { formatDay } from '../money/format';

interface Told {
  kind: string;
  reason: string;
}

/** Kinds whose reason somebody typed: no word of ours says more. */
const TYPED = ['journal-entry', 'reversal'];

/** What a transaction is, in the reader's language; the services' own reasons are in whatever language they were written. */
export function useKindWords(): (told: Told) => string {
  const { t, i18n } = useTranslation();
  return ({ kind, reason }) => {
    const key = `kind.${kind}`;
    return TYPED.includes(kind) || !i18n.exists(key) ? reason : t(key as 'kind.receipt-recorded');
  };
}

/** The days that a filter of the ledger is about. */
export function usePeriodWords(): (filter: string) => string | undefined {
  const { t } = useTranslation();
  const language = useLanguage();
  return (filter) => {
    const query = new URLSearchParams(filter);
    const [from, to] = [query.get('from'), query.get('to')].map((day) =>
      isDay(day) ? formatDay(day, language) : undefined,
    );
    if (from && to) return isFirst(query.get('from')) ? t('entries.until', { to }) : t('entries.between', { from, to });
    return to && t('entries.until', { to });
  };
}

function isDay(text: string | null): text is string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** The day before all movements, which stands for no beginning. */
function isFirst(day: string | null): boolean {
  return day !== null && day < '2010';
}
