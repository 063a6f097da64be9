import './words';
import '../../styles/forms.css';
import { Box, Group, Modal, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { byAmount } from '../../money/minor';
import { useSession } from '../../session/session';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { mayOpen } from '../page';
import { debitsOf } from './entry-amounts';
import { useEntryPeople } from './entry-people';
import { EntryState } from './entry-state';
import { type InBook, type JournalEntry, useJournalEntries } from './journal-api';
import { NewEntryForm } from './new-entry-form';

/** Entries typed by hand, in whatever book: those that wait for another person first. */
export function JournalList() {
  const { t } = useTranslation('journalEntries');
  const { data: person } = useSession();
  const [opened, { open, close }] = useDisclosure();
  const query = useJournalEntries();
  const columns = useColumns();
  const may = mayOpen(person, ['finance-officer', 'finance-controller']);
  return (
    <section className="card padded" aria-labelledby="journal-entries">
      <Group justify="space-between" align="start" mb="xs">
        <div style={{ minWidth: 0 }}>
          <Title order={2} id="journal-entries">
            {t('title')}
          </Title>
          <Text size="sm" className="muted">
            {t('hint')}
          </Text>
        </div>
        <ActButton onClick={open} because={may ? undefined : t('obstacle.finance')} data-testid="prepare">
          {t('entry.act')}
        </ActButton>
      </Group>
      <Loaded query={query} skeleton={<BlockSkeleton height={240} />}>
        {(entries) => (
          <DataTable
            label={t('title')}
            columns={columns}
            rows={entries}
            rowKey={({ book, entry }) => `${book} ${entry.id}`}
            empty={t('empty')}
            minWidth={820}
            testid="journal-entries"
          />
        )}
      </Loaded>
      <Modal
        opened={opened}
        onClose={close}
        title={t('entry.act')}
        size="xl"
        closeButtonProps={{ 'aria-label': t('close', { ns: 'financeActs' }) }}
      >
        <NewEntryForm close={close} />
      </Modal>
    </section>
  );
}

function useColumns(): Column<InBook>[] {
  const { t } = useTranslation('journalEntries');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const day = ({ entry }: InBook) => formatDayShort(entry.valueDate, language);
  return [
    {
      id: 'date',
      header: t('date'),
      accessorFn: ({ entry }) => entry.valueDate,
      cell: ({ row: { original } }) => <span className="num">{day(original)}</span>,
      meta: { wide: true },
    },
    {
      id: 'reason',
      header: t('reason'),
      accessorFn: ({ entry }) => entry.reason,
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <Link
            to="/regularisations/operations/$livre/$piece"
            params={{ livre: original.book, piece: original.entry.id }}
            className="plain-link wrap"
          >
            {original.entry.reason}
          </Link>
          <span className="muted">
            {[common(`context.${original.book}`), original.entry.reference].filter(Boolean).join(' · ')}
          </span>
          <Box hiddenFrom="sm" className="muted">
            <span className="num">{day(original)}</span>
            <People entry={original.entry} />
          </Box>
        </div>
      ),
    },
    {
      id: 'people',
      header: t('people'),
      enableSorting: false,
      cell: ({ row: { original } }) => <People entry={original.entry} />,
      meta: { wide: true },
    },
    {
      id: 'state',
      header: t('state'),
      accessorFn: ({ entry }) => entry.status,
      cell: ({ row: { original } }) => <EntryState entry={original.entry} />,
      meta: { wide: true },
    },
    {
      id: 'amount',
      header: t('amount'),
      accessorFn: ({ entry }) => debitsOf(entry),
      sortingFn: byAmount,
      cell: ({ row: { original } }) => (
        <div className="two-lines end">
          <Figure value={debitsOf(original.entry)} />
          <Box hiddenFrom="sm">
            <EntryState entry={original.entry} />
          </Box>
        </div>
      ),
      meta: { align: 'right' },
    },
  ];
}

function People({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation('journalEntries');
  const { prepared, approved, declined } = useEntryPeople(entry);
  return (
    <Text size="xs" component="div">
      <div>{t('preparedBy', { who: prepared })}</div>
      {approved && <div>{t('approvedBy', { who: approved })}</div>}
      {declined && <div>{t('declinedBy', { who: declined })}</div>}
    </Text>
  );
}
