import { Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { type Amount, formatCount, formatDayShort } from '../../../money/format';
import type { Listed, Reconciliation } from '../treasury';
import { minorIn } from '../../../money/minor';
import { useUnmatched } from './use-unmatched';

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
      <Items title={t('account.beingUndone')} items={statement.beingUndone} />
      <Unmatched statement={statement} />
    </>
  );
}

/** All that nothing explains is counted and summed; a long list is read as one asks for it. */
function Unmatched({ statement }: { statement: Reconciliation }) {
  const { t } = useTranslation('reconciliation');
  const { items, hasMore, isReading, more } = useUnmatched(statement);
  const { count, amount } = statement.unmatchedTotal;
  return (
    <Items title={t('account.unmatched')} items={items} count={count} total={amount}>
      {hasMore && (
        <Button variant="default" mt="sm" loading={isReading} onClick={more} data-testid="more-unmatched">
          {t('account.more')}
        </Button>
      )}
    </Items>
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

interface ItemsProps {
  title: string;
  items: readonly Listed[];
  /** Of all there are, listed or not. */
  count?: number;
  total?: Amount;
  children?: React.ReactNode;
}

function Items({ title, items, count = items.length, total, children }: ItemsProps) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  return (
    <section className="card padded" aria-label={title} data-testid="items">
      <Title order={2} mb={8}>
        {title} ({formatCount(count, language)})
      </Title>
      {total && count > 0 && (
        <Text mb={4}>
          {t('account.total')} <Figure value={total} className="strong" />
        </Text>
      )}
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
      {children}
    </section>
  );
}
