import { Modal, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { useSession } from '../../session/session';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { ApplyForm } from './apply-form';
import { type Unapplied, useUnapplied } from './calls';
import { byAmount } from '../../money/minor';

/** Money received that waits for an owner. */
export function UnappliedList() {
  const { t } = useTranslation('financeActs');
  const language = useLanguage();
  const { data: person } = useSession();
  const [chosen, setChosen] = useState<Unapplied>();
  const query = useUnapplied();
  const obstacle = person?.roles.includes('finance-officer') ? undefined : t('obstacle.officer');
  const columns: Column<Unapplied>[] = [
    {
      header: t('date'),
      accessorFn: ({ valueDate }) => valueDate,
      cell: ({ row: { original } }) => <span className="num">{formatDayShort(original.valueDate, language)}</span>,
    },
    {
      header: t('payer'),
      accessorFn: ({ donor }) => donor,
      cell: ({ row: { original } }) => (
        <>
          <div>{original.donor === 'UNKNOWN' ? t('unknownPayer') : original.donor}</div>
          <Text size="xs" className="muted">
            {t(`unapplied.${original.reason}`)}
          </Text>
        </>
      ),
    },
    {
      header: t('received'),
      accessorFn: ({ amount }) => amount,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.amount} />,
      meta: { align: 'right' },
    },
    {
      header: t('remaining'),
      accessorFn: ({ remaining }) => remaining,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.remaining} entries={original.entries} />,
      meta: { align: 'right' },
    },
    {
      id: 'apply',
      header: t('decision'),
      enableSorting: false,
      cell: ({ row: { original } }) => (
        <ActButton size="compact-sm" because={obstacle} onClick={() => setChosen(original)}>
          {t('apply')}
        </ActButton>
      ),
    },
  ];
  const close = () => setChosen(undefined);
  return (
    <section className="card padded" aria-labelledby="unapplied">
      <Title order={2} id="unapplied" mb="xs">
        {t('unappliedTitle')}
      </Title>
      <Loaded query={query} skeleton={<BlockSkeleton height={120} />}>
        {(rows) => (
          <DataTable
            label={t('unappliedTitle')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            empty={t('nothingUnapplied')}
            minWidth={680}
            stacks
            testid="unapplied"
          />
        )}
      </Loaded>
      <Modal
        opened={chosen !== undefined}
        onClose={close}
        title={t('applyTitle')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {chosen && <ApplyForm money={chosen} close={close} />}
      </Modal>
    </section>
  );
}
