import '../../styles/forms.css';
import './missions.css';
import './words';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay, type Language } from '../../money/format';
import { useSession } from '../../session/session';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { mayOpen } from '../page';
import { usePersonName } from '../projects/person-name';
import { disbursements, keys, type MissionView, useMission } from './missions-api';
import { MissionState } from './missions';
import { Photos } from './photos';
import { Recommendations } from './recommendations';

/** A mission as it was lived: who, where, what was found, what is to be done about it. */
export default function MissionPage() {
  const { mission } = useParams({ strict: false }) as { mission: string };
  return (
    <Loaded query={useMission(mission)} skeleton={<BlockSkeleton height={420} />}>
      {(view) => <Mission mission={view} />}
    </Loaded>
  );
}

function Mission({ mission }: { mission: MissionView }) {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  const { data: person } = useSession();
  const writes = mayOpen(person, ['project-officer', 'secretariat']);
  const open = mission.status === 'PLANNED' && writes;
  return (
    <Stack gap="md">
      <PageHeading title={mission.place} subtitle={t('code', { code: mission.code })}>
        <MissionState status={mission.status} />
        <Button
          component="a"
          variant="default"
          size="xs"
          href={`/api/disbursements/missions/${mission.code}/report.pdf?lang=${language}`}
        >
          {t('report')}
        </Button>
        {open && (
          <Button
            variant="default"
            size="xs"
            renderRoot={(props) => (
              <Link to="/missions/$mission/modifier" params={{ mission: mission.code }} {...props} />
            )}
          >
            {t('edit')}
          </Button>
        )}
        {open && <GiveReport mission={mission} />}
      </PageHeading>
      <Facts mission={mission} language={language} />
      <Findings mission={mission} language={language} />
      <Recommendations mission={mission} editable={writes} />
      <Photos mission={mission} editable={writes} />
    </Stack>
  );
}

function Facts({ mission, language }: { mission: MissionView; language: Language }) {
  const { t } = useTranslation('missions');
  const { from, to, purpose, team, basis, createdBy, changedBy, changedAt, reportedBy, reportedOn } = mission;
  const nameOf = usePersonName();
  const day = (instant: string) => formatDay(instant.slice(0, 10), language);
  const facts = [
    [t('facts.dates'), t('range', { from: formatDay(from, language), to: formatDay(to, language) })],
    [t('facts.purpose'), purpose],
    [t('facts.team'), team.map(({ name, role }) => [name, role].filter(Boolean).join(', ')).join(' ; ')],
    [t('facts.basis'), isBasis(basis) ? t(`basis.${basis}`) : basis],
    [t('facts.createdBy'), nameOf(createdBy)],
    [t('facts.changedBy'), changedBy && changedAt && t('by', { name: nameOf(changedBy), day: day(changedAt) })],
    [t('facts.reportedBy'), reportedBy && reportedOn && t('by', { name: nameOf(reportedBy), day: day(reportedOn) })],
  ].filter(([, value]) => value);
  return (
    <dl className="card padded facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const bases = ['SEED', 'PUBLIC_WEB', 'ILLUSTRATIVE'] as const;

function isBasis(basis: string | null): basis is (typeof bases)[number] {
  return bases.some((one) => one === basis);
}

function Findings({ mission: { findings }, language }: { mission: MissionView; language: Language }) {
  const { t } = useTranslation('missions');
  return (
    <section className="card padded" aria-labelledby="findings">
      <Title order={2} id="findings">
        {t('findings.title')}
      </Title>
      {findings.length === 0 && <Empty>{t('findings.none')}</Empty>}
      {findings.map((finding) => (
        <article key={finding.project} className="mission-finding">
          <Title order={3} size="h5">
            <Link to="/projets/$id" params={{ id: finding.project }}>
              {finding.title}
            </Link>
          </Title>
          <Text className="mission-text">{finding.text}</Text>
          <Group gap="md">
            {finding.progress !== null && finding.progress !== undefined && (
              <Text size="sm" className="muted">
                {t('findings.progress', { progress: finding.progress })}
              </Text>
            )}
            {finding.deliveryOn && (
              <Text size="sm" className="muted">
                {t('findings.delivery', { day: formatDay(finding.deliveryOn, language) })}
              </Text>
            )}
            {finding.suspends && <Text size="sm">{t('findings.suspends')}</Text>}
            {finding.condition && <Text size="sm">{t('findings.condition', finding.condition)}</Text>}
          </Group>
        </article>
      ))}
    </section>
  );
}

function GiveReport({ mission }: { mission: MissionView }) {
  const { t } = useTranslation('missions');
  const [asking, { open, close }] = useDisclosure();
  const act = useAct<void, unknown>({
    send: (_, headers) =>
      answered(
        disbursements.POST('/api/disbursements/missions/{id}/report', {
          params: { path: { id: mission.code } },
          body: {},
          headers,
        }),
      ),
    refresh: [keys.missions, ['projects']],
    done: () => {
      close();
      return { title: t('given') };
    },
  });
  const suspended = mission.findings.filter(({ suspends }) => suspends).map(({ project }) => project);
  const conditions = mission.findings.flatMap(({ project, condition }) =>
    condition ? [`${project}, ${condition.tranche}`] : [],
  );
  return (
    <>
      <Button size="xs" onClick={open}>
        {t('give')}
      </Button>
      <ConfirmAct
        opened={asking}
        close={close}
        title={t('giveTitle', { code: mission.code })}
        facts={[
          { label: t('facts.projects'), value: t('projects', { count: mission.findings.length }) },
          ...(suspended.length > 0 ? [{ label: t('facts.suspends'), value: suspended.join(', ') }] : []),
          ...(conditions.length > 0 ? [{ label: t('facts.conditions'), value: conditions.join(' ; ') }] : []),
        ]}
        act={t('give')}
        pending={act.isPending}
        confirm={() => act.mutate()}
      >
        <Text size="sm">{t('giveText')}</Text>
      </ConfirmAct>
    </>
  );
}
