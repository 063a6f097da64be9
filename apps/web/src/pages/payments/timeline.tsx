import '../../styles/timeline.css';
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, type Language } from '../../money/format';
import { useBankWords } from './order-words';
import type { TimelineItem } from './payments-api';

/** What people and the bank did to an order, one after the other. */
export function OrderTimeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className="timeline" data-testid="timeline">
      {items.map((item, at) => (
        <li key={at} data-what={item.what}>
          <Occurrence item={item} />
        </li>
      ))}
    </ol>
  );
}

function Occurrence({ item }: { item: TimelineItem }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const words = useBankWords();
  const { what, at, by, byName, fact, reason, detail, file } = item;
  const status = what === 'BANK_STATUS' ? words(detail ?? '') : '';
  const asked = what === 'ORDERED' && by ? t('timeline.reopened') : t(`timeline.${what}`, { status });
  const role = what === 'APPROVAL' && detail ? t(`role.${detail as 'secretariat'}`) : undefined;
  const who = by ? t('timeline.by', { name: byName ?? by }) : undefined;
  return (
    <>
      <Text fw={600} size="sm">
        {asked}
      </Text>
      <Text size="xs" className="muted">
        {[formatInstant(at, language), who, role].filter(Boolean).join(' · ')}
      </Text>
      {fact && <Fact fact={fact} />}
      {reason && reason !== 'BANK_DETAILS_CHANGED' && <Text size="sm">{t('order.reasonIs', { reason })}</Text>}
      {file && what === 'EMITTED' && (
        <Link to="/paiements" search={{ vue: 'fichiers', fichier: file }}>
          {t('order.file')}
        </Link>
      )}
    </>
  );
}

function Fact({ fact }: { fact: NonNullable<TimelineItem['fact']> }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const { bookingDate, valueDate, account, amount, entries } = fact;
  const days = { booking: formatDay(bookingDate, language), value: formatDay(valueDate, language) };
  return (
    <Text size="sm" component="div">
      <Figure value={fact.eur ?? amount} {...(entries && { entries })} /> {t('timeline.value', { ...days, account })}
    </Text>
  );
}

/** `20 févr. 2026 14:02`, in Paris. */
function formatInstant(at: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-IE', {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZone: 'Europe/Paris',
  })
    .format(new Date(at))
    .replace(/[ \u202f]/g, '\u00a0');
}
