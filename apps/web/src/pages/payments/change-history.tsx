import '../../styles/timeline.css';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { maskedNumber } from '../../money/account-number';
import { formatDay } from '../../money/format';
import type { BankDetails, Change } from './payments-api';

/** Who changed what, when; accounts are told by their ends. */
export function ChangeHistory({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  return (
    <ol className="timeline" data-testid="changes">
      {changes.map(({ act, at, byName, on, before, after, reason }) => (
        <li key={`${at}${act}`} data-what={act}>
          <Text size="sm" fw={600}>
            {t(`payee.act.${act}`)} <span className="num">{masked(after)}</span>
          </Text>
          <Text size="xs" className="muted">
            {t('payee.by', { name: byName, day: formatDay(on, language) })} ·{' '}
            {before ? t('payee.before', { account: before }) : t('payee.first')}
          </Text>
          {reason && <Text size="sm">{t('order.reasonIs', { reason })}</Text>}
        </li>
      ))}
    </ol>
  );
}

export function numberOf({ iban, account }: BankDetails): string {
  return iban ?? account ?? '';
}

export function masked(details: BankDetails): string {
  return maskedNumber(numberOf(details));
}
