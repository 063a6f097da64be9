import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDayShort } from '../../../money/format';
import type { Listed, Reconciliation } from '../treasury';
import { minorIn } from '../../../money/minor';

/** Bank, journal, and line by line what stands between them. */
export function Statement({ statement }: { statement: Reconciliation }) {
  const { t } = useTranslation('reconciliation');
  const { currency } = statement;
  // Entries are listed with their total in euros.
  const entries = (link: string) => (currency === 'EUR' ? { entries: link } : {});
  const explained = minorIn(statement.unexplainedAmount.amount, currency) === 0n;
  return (
    <>
      <section className="card padded" data-testid="account-figures">
        <dl className="facts">
          <Line name={t('account.bank')}>
            <Figure value={statement.bankBalance} />
          </Line>
          <Line name={t('account.ledger')}>
            <Figure value={statement.ledgerBalance} {...entries(statement.ledgerEntries)} />
          </Line>
          <Line name={t('account.difference')}>
            <Figure value={statement.difference} />
          </Line>
          <Line name={t('account.between')}>
            <Figure value={statement.internalTransfers} {...entries(statement.internalTransferEntries)} />
          </Line>
          <Line name={t('account.unexplained')}>
            <strong className={explained ? 'good' : undefined} data-testid="unexplained">
              {explained && '✓ '}
              <Figure value={statement.unexplainedAmount} {...entries(statement.unexplainedEntries)} />
            </strong>
          </Line>
        </dl>
      </section>
      <Items title={t('account.inTransit')} items={statement.inTransit} />
      <Items title={t('account.awaiting')} items={statement.awaitingConfirmation} />
      <Items title={t('account.unmatched')} items={statement.unmatched} />
    </>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Items({ title, items }: { title: string; items: readonly Listed[] }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  return (
    <section className="card padded">
      <Title order={2} mb={8}>
        {title} ({items.length})
      </Title>
      {items.length === 0 ? (
        <Text size="sm" className="muted">
          {t('account.none')}
        </Text>
      ) : (
        <ul className="matched">
          {items.map(({ id, date, label, amount, entries }) => (
            <li key={id}>
              <span className="wrap">
                <span className="muted num">{formatDayShort(date, language)} </span>
                {label}
              </span>
              <Figure value={amount} {...(entries && amount.currency === 'EUR' && { entries })} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
