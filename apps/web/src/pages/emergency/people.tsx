import './words';
import './emergency.css';
import '../../styles/forms.css';
import { Stack, Text, Title } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay, formatTime } from '../../money/format';
import type { Role } from '../../session/session';
import { PageHeading } from '../../shell/page-heading';
import { StateMark } from '../../states/state-mark';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { fundApi, type Schemas } from './api';
import { Delegations } from './delegations';

/** Who is told of emergencies, who stands in for whom, and the mails: for the administrator. */
export default function People() {
  const { t } = useTranslation('emergency');
  const people = useQuery({
    queryKey: ['emergency', 'people'],
    queryFn: () => answered(fundApi.GET('/api/emergency-fund/people')),
  });
  const delegations = useQuery({
    queryKey: ['emergency', 'delegations'],
    queryFn: () => answered(fundApi.GET('/api/emergency-fund/delegations')),
  });
  const mails = useQuery({
    queryKey: ['emergency', 'mails'],
    queryFn: () => answered(fundApi.GET('/api/emergency-fund/mails')),
  });
  return (
    <Stack gap="md" className="emergency-column">
      <PageHeading title={t('people.title')} />
      <Loaded query={delegations} skeleton={<BlockSkeleton height={160} />}>
        {(items) => <Delegations delegations={items} people={people.data ?? []} />}
      </Loaded>
      <Loaded query={people} skeleton={<BlockSkeleton height={240} />}>
        {(items) => <Register people={items} />}
      </Loaded>
      <Loaded query={mails} skeleton={<BlockSkeleton height={240} />}>
        {(outbox) => <Mails outbox={outbox} />}
      </Loaded>
    </Stack>
  );
}

function Register({ people }: { people: Schemas['PersonDto'][] }) {
  const { t } = useTranslation('emergency');
  const { t: shared } = useTranslation();
  return (
    <section className="card padded" aria-labelledby="people">
      <Title order={2} id="people">
        {t('people.people')}
      </Title>
      {people.length === 0 && <Empty>{t('people.nobody')}</Empty>}
      <ul className="emergency-lines" data-testid="people">
        {people.map(({ id, name, email, roles, active }) => (
          <li key={id}>
            <strong>{name}</strong>
            <span className="muted">
              {active ? roles.map((role) => shared(`role.${role as Role}`)).join(', ') : t('people.inactive')}
            </span>
            <Text size="sm" className="muted wide" style={{ overflowWrap: 'anywhere' }}>
              {email ?? t('people.noEmail')}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Mails({ outbox: { sending, items } }: { outbox: Schemas['MailsDto'] }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  return (
    <section className="card padded" aria-labelledby="mails">
      <Title order={2} id="mails">
        {t('people.mails')}
      </Title>
      <Text size="sm" className="muted" data-testid="sending">
        {t(sending ? 'people.sending' : 'people.notSending')}
      </Text>
      {items.length === 0 && <Empty>{t('people.noMail')}</Empty>}
      <ul className="emergency-lines" data-testid="mails">
        {items.map(({ id, address, subject, text, queuedAt, sentAt, lastError }) => (
          <li key={id}>
            <span style={{ overflowWrap: 'anywhere' }}>{address}</span>
            <StateMark tone={sentAt ? 'done' : 'waiting'} icon={sentAt ? IconCircleCheck : IconHourglass}>
              {t(sentAt ? 'people.sent' : 'people.waiting')}
            </StateMark>
            <Text size="xs" className="muted wide">
              {formatDay(queuedAt.slice(0, 10), language)}, {formatTime(queuedAt, language).slice(0, 5)}
              {lastError && ` · ${t('people.failed', { error: lastError })}`}
            </Text>
            <details className="wide">
              <summary>{subject}</summary>
              <p className="emergency-text muted">{text}</p>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
