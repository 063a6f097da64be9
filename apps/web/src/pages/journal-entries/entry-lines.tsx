import { Group, Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { type Amount, formatAmount, formatDay, percentDigits } from '../../money/format';
import { debitsOf, euroOf, isDebit, unsigned } from './entry-amounts';
import type { JournalEntry, Line } from './journal-api';
import '../../tables/data-table.css';

/** The lines of an entry, debits and credits apart, whose totals are equal. */
export function EntryLines({ postings }: Pick<JournalEntry, 'postings'>) {
  const { t } = useTranslation('journalEntries');
  const total = debitsOf({ postings });
  return (
    <section className="card padded" aria-labelledby="entry-lines">
      <Title order={2} id="entry-lines" mb="xs">
        {t('lines')}
      </Title>
      <div className="data-table" tabIndex={0} role="region" aria-labelledby="entry-lines">
        <Table verticalSpacing={6} data-testid="entry-lines">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('account')}</Table.Th>
              <Table.Th ta="right">{t('debit')}</Table.Th>
              <Table.Th ta="right">{t('credit')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {postings.map((line, index) => (
              <LineRow key={index} line={line} />
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th>{t('total')}</Table.Th>
              <Table.Th ta="right">
                <Figure value={total} />
              </Table.Th>
              <Table.Th ta="right">
                <Figure value={total} />
              </Table.Th>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </div>
    </section>
  );
}

function LineRow({ line }: { line: Line }) {
  const debit = isDebit(line);
  const amount = <LineAmount line={line} />;
  return (
    <Table.Tr data-testid="entry-line">
      <Table.Td>
        <div className="wrap">{line.account}</div>
        <About line={line} />
      </Table.Td>
      <Table.Td ta="right">{debit && amount}</Table.Td>
      <Table.Td ta="right">{!debit && amount}</Table.Td>
    </Table.Tr>
  );
}

/** In euros, with the amount in the account's own currency where that is another. */
function LineAmount({ line }: { line: Line }) {
  const own: Amount = { amount: line.amount, currency: line.currency };
  return (
    <div className="two-lines end">
      <Figure value={unsigned(euroOf(line))} />
      {line.currency !== 'EUR' && (
        <span className="muted">
          <Figure value={unsigned(own)} />
        </span>
      )}
    </div>
  );
}

/** What a line is about, and the amount and rate it came from. */
function About({ line: { dimensions = {}, original } }: { line: Line }) {
  const { t } = useTranslation('journalEntries');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const names = Object.entries(dimensions).map(([name, code]) =>
    name === 'instrument'
      ? common(`instrument.${code as 'COOPERATION'}`)
      : `${t(`dimension.${name as 'donor'}`)} ${code}`,
  );
  const from = original && [
    t('originally'),
    formatAmount(unsigned(original), language),
    t('atRate', {
      rate: percentDigits(original.rate, language),
      source: original.rateSource,
      day: formatDay(original.rateDate, language),
    }),
  ];
  if (names.length === 0 && !from) return null;
  return (
    <Group gap={8} className="muted" fz="xs">
      {names.map((text) => (
        <span key={text}>{text}</span>
      ))}
      {from && <span>{from.join(' ')}</span>}
    </Group>
  );
}
