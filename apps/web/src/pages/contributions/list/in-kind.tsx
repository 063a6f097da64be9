import { Group, Stack } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { ConfirmAct } from '../../../acts/confirm-act';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDayShort } from '../../../money/format';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { StateMark } from '../../../states/state-mark';
import { type Column, DataTable } from '../../../tables/data-table';
import { contributions, type Contributions, useDonors, useInKind } from '../contributions-api';
import { useBecause } from '../may';
import { InKindForm } from './in-kind-form';

type Gift = Contributions['InKindDto'];
const refresh = [['contributions', 'in-kind']] as const;
const marks = {
  PREPARED: ['waiting', IconHourglass],
  CONFIRMED: ['done', IconCheck],
  REVERSED: ['neutral', IconBan],
  DISCARDED: ['neutral', IconBan],
} as const;

/** What is given instead of money: valued, prepared by one person and posted by another. */
export default function InKindList() {
  const { t } = useTranslation('contributions');
  const query = useInKind();
  const [writing, setWriting] = useState(false);
  const because = useBecause('finance-officer');
  const columns = useColumns();
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <span className="muted">{t('inKind.about')}</span>
        <ActButton because={because} onClick={() => setWriting(true)}>
          {t('inKind.new')}
        </ActButton>
      </Group>
      {writing && <InKindForm close={() => setWriting(false)} />}
      <Loaded query={query} skeleton={<BlockSkeleton height={240} />}>
        {(gifts) => (
          <DataTable
            label={t('view.nature')}
            testid="in-kind"
            columns={columns}
            rows={gifts}
            rowKey={({ id }) => id}
            minWidth={900}
            empty={t('inKind.empty')}
          />
        )}
      </Loaded>
    </Stack>
  );
}

function useColumns(): Column<Gift>[] {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const { data: donors } = useDonors();
  const nameOf = (donor: string) => donors?.find(({ code }) => code === donor)?.name ?? donor;
  return [
    {
      id: 'donor',
      header: t('column.donor'),
      accessorFn: ({ donor }) => nameOf(donor),
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <span>{nameOf(original.donor)}</span>
          <span className="muted">{original.agreement ?? original.project ?? ''}</span>
        </div>
      ),
    },
    {
      id: 'description',
      header: t('inKind.description'),
      accessorKey: 'description',
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <span className="wrapped">{original.description}</span>
          <span className="muted wrapped">{`${t(`inKind.nature.${original.nature}`)} · ${original.valuation}`}</span>
        </div>
      ),
    },
    {
      id: 'receivedOn',
      header: t('inKind.receivedOn'),
      accessorKey: 'receivedOn',
      cell: ({ row: { original } }) => <span className="num">{formatDayShort(original.receivedOn, language)}</span>,
    },
    {
      id: 'value',
      header: t('inKind.value'),
      meta: { align: 'right' },
      enableSorting: false,
      cell: ({ row: { original } }) => (
        <Figure value={original.value} {...(original.entries !== null && { entries: original.entries })} />
      ),
    },
    {
      id: 'state',
      header: t('column.state'),
      accessorKey: 'state',
      cell: ({ row: { original } }) => {
        const [tone, icon] = marks[original.state];
        return (
          <StateMark tone={tone} icon={icon}>
            {t(`inKind.state.${original.state}`)}
          </StateMark>
        );
      },
    },
    { id: 'act', header: t('column.act'), enableSorting: false, cell: ({ row }) => <Acts gift={row.original} /> },
  ];
}

function Acts({ gift }: { gift: Gift }) {
  const { t } = useTranslation('contributions');
  const because = useBecause('finance-controller');
  const [asking, setAsking] = useState(false);
  const path = { params: { path: { id: gift.id } } };
  const confirm = useAct({
    send: (_: undefined, headers) =>
      answered(contributions.POST('/api/contributions/in-kind/{id}/confirm', { ...path, headers: { ...headers } })),
    refresh,
    done: () => ({ title: t('inKind.confirmed') }),
  });
  const reverse = useAct({
    send: (reason: string, headers) =>
      answered(
        contributions.POST('/api/contributions/in-kind/{id}/reverse', {
          ...path,
          body: { reason },
          headers: { ...headers },
        }),
      ),
    refresh,
    done: () => {
      setAsking(false);
      return { title: t('inKind.reversed') };
    },
  });
  if (gift.state === 'PREPARED') {
    return (
      <ActButton
        size="compact-sm"
        because={because}
        loading={confirm.isPending}
        onClick={() => confirm.mutate(undefined)}
      >
        {t('inKind.confirm')}
      </ActButton>
    );
  }
  if (gift.state !== 'CONFIRMED') return <span className="muted">{gift.reason}</span>;
  return (
    <>
      <ActButton size="compact-sm" variant="default" because={because} onClick={() => setAsking(true)}>
        {t('inKind.reverse')}
      </ActButton>
      <ConfirmAct
        opened={asking}
        close={() => setAsking(false)}
        title={t('inKind.reverseTitle')}
        facts={[
          { label: t('inKind.description'), value: gift.description },
          { label: t('inKind.value'), value: <Figure value={gift.value} /> },
        ]}
        act={t('inKind.reverse')}
        tone="grave"
        reason={t('reason')}
        pending={reverse.isPending}
        confirm={(reason) => reverse.mutate(reason)}
      />
    </>
  );
}
