import { Modal, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { byAmount } from '../../money/minor';
import { useSession } from '../../session/session';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { type Owed, useOwed } from './calls';
import { RefundForm } from './refund-form';

/** What should go back to donors, and why; each line prepares its refund. */
export function OwedList() {
  const { t } = useTranslation('financeActs');
  const language = useLanguage();
  const { data: person } = useSession();
  const [chosen, setChosen] = useState<Owed>();
  const query = useOwed();
  const obstacle = person?.roles.includes('finance-officer') ? undefined : t('obstacle.officer');
  const columns: Column<Owed>[] = [
    {
      header: t('subject.refunds'),
      accessorFn: ({ agreement }) => agreement,
      cell: ({ row: { original } }) => (
        <>
          <div>{original.agreement}</div>
          <Text size="xs" className="muted">
            {original.donorName}
          </Text>
        </>
      ),
    },
    {
      header: t('because'),
      accessorFn: ({ because }) => because,
      cell: ({ row: { original } }) => {
        const { because, since, kind, unspentClause } = original;
        return (
          <>
            <div>{t(`owed.${because}`, { day: since ? formatDay(since, language) : '' })}</div>
            {kind === 'DONOR_REFUND' && (
              <Text size="xs" className="muted">
                {t(`unspent.${unspentClause}`)}
              </Text>
            )}
          </>
        );
      },
    },
    {
      header: t('amount'),
      accessorFn: ({ amount }) => amount,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.amount} entries={original.entries} />,
      meta: { align: 'right' },
    },
    {
      id: 'prepare',
      header: t('decision'),
      enableSorting: false,
      cell: ({ row: { original } }) => (
        <ActButton size="compact-sm" because={obstacle} onClick={() => setChosen(original)}>
          {t('refund')}
        </ActButton>
      ),
    },
  ];
  const close = () => setChosen(undefined);
  return (
    <section className="card padded" aria-labelledby="owed">
      <Title order={2} id="owed" mb="xs">
        {t('owed.title')}
      </Title>
      <Loaded query={query} skeleton={<BlockSkeleton height={120} />}>
        {(rows) => (
          <DataTable
            label={t('owed.title')}
            columns={columns}
            rows={rows}
            rowKey={({ agreement, kind }) => `${agreement} ${kind}`}
            empty={t('owed.none')}
            minWidth={680}
            stacks
            testid="owed"
          />
        )}
      </Loaded>
      <Modal
        opened={chosen !== undefined}
        onClose={close}
        title={t('prepare.refunds')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {chosen && <RefundForm owed={chosen} close={close} />}
      </Modal>
    </section>
  );
}
