import { Group, Modal, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { useSession } from '../../session/session';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { ActStatus } from './act-status';
import { type Act, type Kind, useActs } from './calls';
import { DecisionButtons } from './decision-buttons';
import '../../styles/forms.css';
import { byAmount } from '../../money/minor';
import { useNames } from '../contributions/names';

interface Props {
  kind: Kind;
  /** What prepares a new one, and its name. */
  form?: { name: string; content: (props: { close: () => void }) => ReactNode };
}

/** What was prepared and decided of one kind, newest first. */
export function ActsSection({ kind, form }: Props) {
  const { t } = useTranslation('financeActs');
  const { data: person } = useSession();
  const [opened, { open, close }] = useDisclosure();
  const query = useActs(kind);
  const mayPrepare = person?.roles.includes('finance-officer');
  return (
    <section className="card padded" aria-labelledby={`acts-${kind}`}>
      <Group justify="space-between" align="start" mb="xs">
        <div style={{ minWidth: 0 }}>
          <Title order={2} id={`acts-${kind}`}>
            {t(`kind.${kind}`)}
          </Title>
          <Text size="sm" className="muted">
            {t(`hint.${kind}`)}
          </Text>
        </div>
        {form && (
          <ActButton onClick={open} because={mayPrepare ? undefined : t('obstacle.officer')} data-testid="prepare">
            {form.name}
          </ActButton>
        )}
      </Group>
      <Loaded query={query} skeleton={<BlockSkeleton height={200} />}>
        {(acts) => <ActsTable kind={kind} acts={acts} />}
      </Loaded>
      {form && (
        <Modal opened={opened} onClose={close} title={form.name} closeButtonProps={{ 'aria-label': t('close') }}>
          <form.content close={close} />
        </Modal>
      )}
    </section>
  );
}

function ActsTable({ kind, acts }: { kind: Kind; acts: Act[] }) {
  const { t } = useTranslation('financeActs');
  const language = useLanguage();
  const columns: Column<Act>[] = [
    {
      header: t('date'),
      accessorFn: ({ effectiveDate }) => effectiveDate,
      cell: ({ row: { original } }) => <span className="num">{formatDayShort(original.effectiveDate, language)}</span>,
    },
    {
      header: t(`subject.${kind}`),
      accessorFn: ({ subject }) => subject,
      cell: ({ row: { original } }) => (
        <div>
          <div>{original.subject || t('emergencyFund')}</div>
          <Text size="xs" className="muted">
            {original.declineReason ? t('declinedBecause', { reason: original.declineReason }) : original.reason}
          </Text>
        </div>
      ),
    },
    {
      header: t('amount'),
      accessorFn: ({ amount }) => amount,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => (
        <Figure value={original.amount} {...(original.entries && { entries: original.entries })} />
      ),
      meta: { align: 'right' },
    },
    {
      header: t('people'),
      enableSorting: false,
      accessorFn: ({ preparedBy }) => preparedBy,
      cell: ({ row: { original } }) => <People act={original} />,
    },
    {
      header: t('state'),
      accessorFn: ({ status }) => status,
      cell: ({ row: { original } }) => <ActStatus status={original.status} />,
    },
    {
      id: 'acts',
      header: t('decision'),
      enableSorting: false,
      cell: ({ row: { original } }) =>
        original.status === 'PREPARED' ? <DecisionButtons kind={kind} act={original} /> : null,
    },
  ];
  return (
    <DataTable
      label={t(`kind.${kind}`)}
      columns={columns}
      rows={acts}
      rowKey={({ id, subject }) => `${id} ${subject}`}
      empty={t(`empty.${kind}`)}
      minWidth={820}
      stacks
      testid={`acts-${kind}`}
    />
  );
}

/** Who prepared, and who decided. */
function People({ act: { preparedBy, confirmedBy, declinedBy } }: { act: Act }) {
  const { t } = useTranslation('financeActs');
  const named = useNames();
  return (
    <Text size="xs" component="div">
      <div>{t('preparedBy', { who: named(preparedBy) })}</div>
      {confirmedBy && <div>{t('confirmedBy', { who: named(confirmedBy) })}</div>}
      {declinedBy && <div>{t('declinedBy', { who: named(declinedBy) })}</div>}
    </Text>
  );
}
