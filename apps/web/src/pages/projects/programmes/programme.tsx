import '../words';
import { Anchor, Button, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatAmount, formatDay } from '../../../money/format';
import { useSession } from '../../../session/session';
import { PageHeading } from '../../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { mayOpen } from '../../page';
import { disbursements, keys, type Programme as Shape } from '../projects-api';
import '../projects.css';
import { ProjectState } from '../project-state';
import { latePart } from '../../../parts/late-part';
import { Amendments } from './amendments';
import { usePersonName } from '../person-name';
import { ProgrammeStatus } from './programme-status';

const ConfirmAct = latePart(async () => ({ default: (await import('../../../acts/confirm-act')).ConfirmAct }));

/** A programme: what its donors agreed to, what it does with whom, and its projects. */
export default function Programme() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: [...keys.programmes, id],
    queryFn: () => answered(disbursements.GET('/api/disbursements/programmes/{id}', { params: { path: { id } } })),
  });
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={480} />}>
      {(programme) => <ProgrammePage programme={programme} />}
    </Loaded>
  );
}

function ProgrammePage({ programme }: { programme: Shape }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const language = useLanguage();
  const { code, title, instrument, period, status, state } = programme;
  const days = { from: formatDay(period.from, language), to: formatDay(period.to, language) };
  return (
    <Stack gap="md">
      <Anchor renderRoot={(props) => <Link to="/programmes" {...props} />} size="sm" className="no-print">
        ← {t('programmes.title')}
      </Anchor>
      <PageHeading
        title={title}
        subtitle={`${code} · ${shared(`instrument.${instrument}`)} · ${t('fact.periodText', days)}`}
      >
        <ProgrammeStatus status={status} />
        {state && (
          <Button variant="default" renderRoot={(props) => <Link to="/projets/$id" params={{ id: code }} {...props} />}>
            {t('programmes.money')}
          </Button>
        )}
      </PageHeading>
      <div className="two-columns">
        <Stack gap="md">
          <Lines programme={programme} />
          <Activities programme={programme} />
          {instrument === 'COOPERATION' && <Projects programme={programme} />}
          <Amendments programme={programme} />
        </Stack>
        <Stack gap="md">
          <Approval programme={programme} />
          <Partners programme={programme} />
        </Stack>
      </div>
    </Stack>
  );
}

function Lines({
  programme: { lines, otherSources = [], total, attributed, attributedEntries },
}: {
  programme: Shape;
}) {
  const { t } = useTranslation('projects');
  return (
    <section className="card padded" aria-labelledby="lines">
      <Title order={2} id="lines" mb="sm">
        {t('programmes.lines')}
      </Title>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {lines.map(({ agreement, amount, maxPercent }) => (
            <Table.Tr key={agreement}>
              <Table.Td>
                {agreement} {maxPercent && <span className="muted">≤ {maxPercent} %</span>}
              </Table.Td>
              <Table.Td ta="right">
                <Figure value={amount} />
              </Table.Td>
            </Table.Tr>
          ))}
          {otherSources.map(({ name, amount, inKind }, index) => (
            <Table.Tr key={`${name}-${index}`}>
              <Table.Td>
                {name} {inKind && <span className="muted">({t('plan.inKind')})</span>}
              </Table.Td>
              <Table.Td ta="right">
                <Figure value={amount} />
              </Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr fw={650}>
            <Table.Td>{t('programmes.total')}</Table.Td>
            <Table.Td ta="right">
              <Figure value={total} />
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Td>{t('programmes.attributed')}</Table.Td>
            <Table.Td ta="right">
              <Figure value={attributed} {...(attributedEntries && { entries: attributedEntries })} />
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Activities({ programme: { activities = [], purpose } }: { programme: Shape }) {
  const { t } = useTranslation('projects');
  return (
    <section className="card padded" aria-labelledby="activities">
      <Title order={2} id="activities" mb="sm">
        {t('programmes.activities')}
      </Title>
      {purpose && (
        <Text size="sm" mb="sm" className="prose">
          {purpose}
        </Text>
      )}
      {activities.length === 0 && <Text size="sm">{t('programmes.noActivities')}</Text>}
      <dl className="facts">
        {activities.map(({ title, amount }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{amount ? <Figure value={amount} /> : '—'}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Projects({ programme: { projects } }: { programme: Shape }) {
  const { t } = useTranslation('projects');
  return (
    <section className="card padded" aria-labelledby="projects">
      <Title order={2} id="projects" mb="sm">
        {t('programmes.projects')}
      </Title>
      <Text size="sm" className="muted" mb="sm">
        {t('programmes.frame')}
      </Text>
      <dl className="facts">
        {projects.map(({ code, title, state, attributed, attributedEntries }) => (
          <div key={code}>
            <dt>
              <Link to="/projets/$id" params={{ id: code }}>
                {title}
              </Link>{' '}
              <ProjectState state={state} />
            </dt>
            <dd>
              <Figure value={attributed} entries={attributedEntries} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Partners({ programme: { partners = [] } }: { programme: Shape }) {
  const { t } = useTranslation('projects');
  return (
    <section className="card padded" aria-labelledby="partners">
      <Title order={2} id="partners" mb="sm">
        {t('fact.implementers')}
      </Title>
      {partners.length === 0 && <Text size="sm">{t('programmes.noPartners')}</Text>}
      <ul>
        {partners.map(({ name, role }) => (
          <li key={name}>
            {name} {role && <span className="muted">– {role}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Approval({ programme }: { programme: Shape }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { data: person } = useSession();
  const [asking, setAsking] = useState(false);
  const { code, title, preparedBy, preparedOn, approvedBy, approvedOn, lines, total } = programme;
  const nameOf = usePersonName();
  const approve = useAct({
    send: (_: null, headers) =>
      answered(
        disbursements.POST('/api/disbursements/programmes/{id}/approve', {
          params: { path: { id: code } },
          body: {},
          headers: { ...headers },
        }),
      ),
    refresh: [keys.programmes, keys.projects],
    done: () => {
      setAsking(false);
      return { title: t('programmes.approved', { programme: title }) };
    },
  });
  const secretariat = person ? mayOpen(person, ['secretariat']) : false;
  const act = t('programmes.approve', { amount: formatAmount(total, language) });
  return (
    <section className="card padded no-print" aria-labelledby="approval" data-testid="programme-approval">
      <Title order={2} id="approval" mb="sm">
        {t(`programmes.${programme.status}`)}
      </Title>
      <Stack gap="xs">
        <Text size="sm">
          {t('programmes.prepared', { actor: nameOf(preparedBy), day: formatDay(preparedOn, language) })}
        </Text>
        {approvedBy && approvedOn && (
          <Text size="sm">
            {t('programmes.approvedBy', { actor: nameOf(approvedBy), day: formatDay(approvedOn, language) })}
          </Text>
        )}
        {programme.status === 'PREPARED' && (
          <ActButton
            because={secretariat ? undefined : t('programmes.secretariat')}
            explain
            onClick={() => setAsking(true)}
          >
            {act}
          </ActButton>
        )}
      </Stack>
      {asking && (
        <Suspense>
          <ConfirmAct
            opened
            close={() => setAsking(false)}
            title={t('programmes.approveTitle')}
            facts={[
              { label: t('programmes.name'), value: title },
              ...lines.map(({ agreement, amount }) => ({ label: agreement, value: formatAmount(amount, language) })),
              { label: t('programmes.total'), value: formatAmount(total, language) },
            ]}
            act={act}
            pending={approve.isPending}
            confirm={() => approve.mutate(null)}
          />
        </Suspense>
      )}
    </section>
  );
}
