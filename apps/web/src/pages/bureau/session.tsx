import '../../styles/forms.css';
import './bureau.css';
import './words';
import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import IconPresentation from '@tabler/icons-react/dist/esm/icons/IconPresentation.mjs';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { type Role, useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { mayOpen } from '../page';
import { usePersonName } from '../projects/person-name';
import { AddToAgenda } from './add-to-agenda';
import { Attendance } from './attendance';
import { BlockVote } from './block-vote';
import { type SessionView, useBureauSession } from './bureau-api';
import { CloseSession } from './close-session';
import { Item } from './item';
import { RunningTotal } from './running-total';
import { SessionState } from './sessions';

/** One session: what is asked of the Bureau against what the envelopes can bear, the votes, the papers. */
export default function SessionPage() {
  const { session } = useParams({ strict: false }) as { session: string };
  const query = useBureauSession(session);
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={420} />}>
      {(view) => <Session session={view} />}
    </Loaded>
  );
}

function Session({ session }: { session: SessionView }) {
  const { t } = useTranslation('bureau');
  const language = useLanguage();
  const may = useMay(session);
  const [{ presentation }, change] = useFilters();
  const projected = presentation === '1';
  return (
    <Stack gap="md" className={projected ? 'bureau-projected' : ''}>
      <PageHeading title={t('session', { day: formatDay(session.date, language) })} subtitle={session.place}>
        <SessionState status={session.status} />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPresentation size={16} />}
          aria-pressed={projected}
          onClick={() => change({ presentation: projected ? undefined : '1' })}
        >
          {t(projected ? 'presentation.off' : 'presentation.on')}
        </Button>
      </PageHeading>
      {!projected && <ClosedBy session={session} />}
      {!projected && <Papers session={session} />}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <RunningTotal session={session} />
        <Attendance session={session} editable={may('bureau-secretary')} />
      </SimpleGrid>
      <Group justify="space-between" align="center">
        <Title order={2}>{t('agenda.title')}</Title>
        {!projected && (
          <Group gap="xs">
            {may('bureau-secretary') && <BlockVote session={session} />}
            {may('secretariat', 'bureau-secretary') && <AddToAgenda session={session} />}
          </Group>
        )}
      </Group>
      {session.agenda.length === 0 && <Empty>{t('agenda.empty')}</Empty>}
      {session.agenda.map((item) => (
        <Item
          key={item.project}
          session={session}
          item={item}
          votes={may('bureau-secretary')}
          tables={may('secretariat', 'bureau-secretary') && !projected}
        />
      ))}
      {session.status === 'OPEN' && !projected && <CloseSession session={session} />}
    </Stack>
  );
}

/** What somebody may still do to a session: nothing once it is closed. */
function useMay({ status }: SessionView): (...roles: Role[]) => boolean {
  const { data: person } = useSession();
  return (...roles) => status === 'OPEN' && mayOpen(person, roles);
}

function ClosedBy({ session: { closedBy, closedAt } }: { session: SessionView }) {
  const { t } = useTranslation('bureau');
  const language = useLanguage();
  const nameOf = usePersonName();
  if (!closedBy || !closedAt) return null;
  return (
    <Text size="sm" className="muted">
      {t('closedBy', { name: nameOf(closedBy), day: formatDay(closedAt.slice(0, 10), language) })}
    </Text>
  );
}

function Papers({ session: { code, status } }: { session: SessionView }) {
  const { t } = useTranslation('bureau');
  const path = `/api/disbursements/bureau-sessions/${encodeURIComponent(code)}`;
  return (
    <Group gap="xs" className="no-print">
      <Button component="a" variant="default" size="xs" href={`${path}/agenda.pdf`}>
        {t('papers.agenda')}
      </Button>
      <Button component="a" variant="default" size="xs" href={`${path}/minutes`}>
        {t(status === 'CLOSED' ? 'papers.minutes' : 'papers.draft')}
      </Button>
    </Group>
  );
}
