import { Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatMonth } from '../../money/format';
import { ListButton } from './list-button';
import { BEYOND, type CurrencyCash } from './use-forecast';
import '../../tables/data-table.css';

/** The same months in figures: each amount in or out opens the list that adds up to it. */
export function CashTable({ cash }: { cash: CurrencyCash }) {
  const { t } = useTranslation('forecast');
  const language = useLanguage();
  const starts = [cash.opening.value, ...cash.months.map(({ closing }) => closing)];
  return (
    <section className="card padded" aria-labelledby="cash-table">
      <Title order={2} id="cash-table" mb="xs">
        {t('table')}
      </Title>
      <div className="data-table" tabIndex={0} role="region" aria-labelledby="cash-table" data-stacks>
        <Table verticalSpacing={6} style={{ '--table-width': '560px' }} data-testid="cash-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('month')}</Table.Th>
              <Table.Th ta="right" visibleFrom="sm">
                {t('start')}
              </Table.Th>
              <Table.Th ta="right">{t('in')}</Table.Th>
              <Table.Th ta="right">{t('out')}</Table.Th>
              <Table.Th ta="right">{t('closing')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {cash.months.map((month, index) => {
              const name = formatMonth(month.month, language, 'long');
              return (
                <Table.Tr key={month.month}>
                  <Table.Th scope="row" fw={500}>
                    {name}
                  </Table.Th>
                  <Table.Td ta="right" visibleFrom="sm" className="muted">
                    <Figure value={starts[index] ?? cash.opening.value} />
                  </Table.Td>
                  <Table.Td ta="right" data-label={t('in')}>
                    <ListButton value={month.in} cell={`${month.month}.IN`} name={`${t('in')}, ${name}`} />
                  </Table.Td>
                  <Table.Td ta="right" data-label={t('out')}>
                    <ListButton value={month.out} cell={`${month.month}.OUT`} name={`${t('out')}, ${name}`} />
                  </Table.Td>
                  <Table.Td ta="right" fw={600} data-label={t('closing')}>
                    <Figure value={month.closing} />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th>{t('beyond')}</Table.Th>
              <Table.Td visibleFrom="sm" />
              <Table.Td ta="right" data-label={t('in')}>
                <ListButton value={cash.beyondIn} cell={`${BEYOND}.IN`} name={`${t('in')}, ${t('beyond')}`} />
              </Table.Td>
              <Table.Td ta="right" data-label={t('out')}>
                <ListButton value={cash.beyondOut} cell={`${BEYOND}.OUT`} name={`${t('out')}, ${t('beyond')}`} />
              </Table.Td>
              <Table.Td />
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </div>
      <Text size="xs" className="muted" mt="xs">
        {t('tableHint')}
      </Text>
    </section>
  );
}
