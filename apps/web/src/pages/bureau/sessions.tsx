import '../../styles/forms.css';
import './words';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LateDayField } from '../../forms/late-day-field';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { useSession } from '../../session/session';
import { PageHeading } from '../../shell/page-heading';
import { StateMark } from '../../states/state-mark';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { mayOpen } from '../page';
import { disbursements, keys, type Session, useSessions } from './bureau-api';

/** Every session of the Bureau, the one in preparation first. */
export default function Sessions() {
  const { t } = useTranslation('bureau');
  const query = useSessions();
  const { data: person } = useSession();
  const [preparing, { open, close }] = useDisclosure();
  const columns = useColumns();
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')}>
        {person && mayOpen(person, ['secretariat', 'bureau-secretary']) && (
          <Button onClick={open}>{t('prepare')}</Button>
        )}
      </PageHeading>
      <Loaded query={query} skeleton={<BlockSkeleton height={320} />}>
        {({ items }) => (
          <DataTable
            label={t('table.label')}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={t('none')}
            testid="sessions"
          />
        )}
      </Loaded>
      {preparing && <Prepare close={close} />}
    </Stack>
  );
}

function useColumns(): Column<Session>[] {
  const { t } = useTranslation('bureau');
  const language = useLanguage();
  return [
    {
      id: 'date',
      accessorFn: ({ date }) => date,
      header: t('table.session'),
      cell: ({ row: { original } }) => (
        <Link to="/bureau/$session" params={{ session: original.code }}>
          {formatDay(original.date, language)}, {original.place}
        </Link>
      ),
    },
    {
      id: 'projects',
      accessorFn: ({ agenda }) => agenda.length,
      header: t('table.projects'),
      cell: ({ row: { original } }) => {
        const followUps = original.agenda.filter(({ followUp }) => followUp).length;
        return [
          t('projects', { count: original.agenda.length }),
          ...(followUps > 0 ? [t('followUps', { count: followUps })] : []),
        ].join(', ');
      },
    },
    amount('engaged', t('engaged')),
    amount('attributed', t('attributed')),
    {
      id: 'status',
      accessorFn: ({ status }) => status,
      header: t('table.state'),
      cell: ({ row: { original } }) => <SessionState status={original.status} />,
    },
  ];
}

function amount(name: 'engaged' | 'attributed', header: string): Column<Session> {
  return {
    id: name,
    header,
    enableSorting: false,
    meta: { align: 'right', ...(name === 'attributed' && { kept: true as const }) },
    cell: ({ row: { original } }) => {
      const entries = original[`${name}Entries`];
      return <Figure value={original[name]} {...(entries && { entries })} />;
    },
  };
}

export function SessionState({ status }: { status: Session['status'] }) {
  const { t } = useTranslation('bureau');
  const closed = status === 'CLOSED';
  return (
    <StateMark tone={closed ? 'done' : 'waiting'} icon={closed ? IconLock : IconPencil}>
      {t(`status.${status}`)}
    </StateMark>
  );
}

function Prepare({ close }: { close: () => void }) {
  const { t } = useTranslation('bureau');
  const { t: shared } = useTranslation();
  const navigate = useNavigate();
  const [asked, setAsked] = useState({ date: '', place: '' });
  const [tried, setTried] = useState(false);
  const act = useAct({
    send: (body: typeof asked, headers) =>
      answered(disbursements.POST('/api/disbursements/bureau-sessions', { body, headers })),
    refresh: [keys.sessions],
    done: ({ code }) => {
      void navigate({ to: '/bureau/$session', params: { session: code } });
      return undefined;
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t('prepare')}
      centered
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (asked.date && asked.place.trim()) act.mutate(asked);
        }}
      >
        <Stack gap="md">
          <LateDayField
            label={t('date')}
            value={asked.date}
            onChange={(date) => setAsked({ ...asked, date })}
            error={tried && !asked.date && shared('form.required')}
            withAsterisk
          />
          <TextInput
            label={t('place')}
            value={asked.place}
            onChange={(event) => setAsked({ ...asked, place: event.currentTarget.value })}
            error={tried && !asked.place.trim() && shared('form.required')}
            withAsterisk
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('prepare')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
