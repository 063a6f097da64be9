import { Anchor, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colon } from '../../../i18n/colon';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatAmount, formatDay, minorOf } from '../../../money/format';
import { Empty } from '../../../states/states';
import '../../../tables/data-table.css';
import { MoveSection } from '../move-section';
import { PlanBar } from '../plan-bar';
import type { ProjectView } from '../projects-api';
import { partsOf, percentText } from '../share-test';
import { isTheme } from '../themes';
import { locationName } from '../location-name';

const figures = ['engaged', 'attributed', 'allocated', 'paid', 'justified'] as const;

/** The project on one screen: its plan under its rule, its money, what comes next, who and where. */
export default function Summary({ project }: { project: ProjectView }) {
  return (
    <div className="two-columns">
      <Stack gap="md">
        <Plan project={project} />
        <MoneySection project={project} />
      </Stack>
      <Stack gap="md">
        <MoveSection project={project} />
        <Facts project={project} />
      </Stack>
    </div>
  );
}

function Plan({ project }: { project: ProjectView }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { financingPlan: plan, shares } = project;
  if (!plan || !shares) {
    return (
      <section className="card padded">
        <Title order={2}>{t('plan.title')}</Title>
        <Empty>{t('plan.none')}</Empty>
      </section>
    );
  }
  const total = minorOf(plan.total.amount);
  return (
    <section className="card padded" aria-labelledby="plan">
      <Title order={2} id="plan">
        {t('plan.title')}
      </Title>
      <PlanBar parts={partsOf(plan.total.amount, plan.sources)} limits={shares} />
      <div className="data-table" tabIndex={0} role="region" aria-label={t('plan.title')} style={{ marginTop: 16 }}>
        <Table verticalSpacing={6} miw={320}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('plan.source')}</Table.Th>
              <Table.Th ta="right">{t('plan.amount')}</Table.Th>
              <Table.Th ta="right">{t('plan.part')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {plan.sources.map(({ kind, name, amount, inKind }, index) => (
              <Table.Tr key={`${kind}-${name}-${index}`}>
                <Table.Td>
                  {name}{' '}
                  <span className="muted">
                    {t(`editor.kind.${kind}`)}
                    {inKind && `, ${t('plan.inKind')}`}
                  </span>
                </Table.Td>
                <Table.Td ta="right">
                  <Figure value={amount} />
                </Table.Td>
                <Table.Td ta="right" className="num">
                  {total > 0n ? `${percentText((minorOf(amount.amount) * 10_000n) / total, language)}\u00a0%` : '—'}
                </Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr fw={650}>
              <Table.Td>{t('plan.total')}</Table.Td>
              <Table.Td ta="right">
                <Figure value={plan.total} />
              </Table.Td>
              <Table.Td />
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}

function MoneySection({ project }: { project: ProjectView }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const exchanged = minorOf(project.figures.exchangeDifference.value.amount) !== 0n;
  return (
    <section className="card padded" aria-labelledby="money" data-testid="project-money">
      <Title order={2} id="money" mb="sm">
        {t('money.title')}
      </Title>
      <dl className="facts">
        {[...figures, ...(exchanged ? (['exchangeDifference'] as const) : [])].map((name) => {
          const { value, entries } = project.figures[name];
          return (
            <div key={name}>
              <dt>{t(`money.${name}`)}</dt>
              <dd>
                <Figure value={value} entries={entries} />
              </dd>
            </div>
          );
        })}
      </dl>
      {project.funding.missing && (
        <Text size="sm" mt="sm" c="var(--warn)">
          {t('money.waiting', { missing: formatAmount(project.funding.missing, language) })}
        </Text>
      )}
    </section>
  );
}

function Facts({ project }: { project: ProjectView }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const language = useLanguage();
  const { theme, instrument, period, implementers = [], programme, basis, relatedPhases } = project;
  const unknown = t('fact.unknown');
  return (
    <section className="card padded" aria-labelledby="facts">
      <Title order={2} id="facts" mb="sm">
        {t('fact.city') + colon(language) + project.cityName}
      </Title>
      <dl className="facts">
        <Fact label={t('fact.theme')}>{isTheme(theme) ? t(`theme.${theme}`) : theme}</Fact>
        <Fact label={t('fact.instrument')}>{shared(`instrument.${instrument}`)}</Fact>
        <Fact label={t('fact.period')}>
          {period
            ? t('fact.periodText', { from: formatDay(period.from, language), to: formatDay(period.to, language) })
            : unknown}
        </Fact>
        <Fact label={t('fact.place')}>{locationName(project.location) || project.cityName}</Fact>
        <Fact label={t('fact.implementers')}>{implementers.length > 0 ? implementers.join(', ') : unknown}</Fact>
        {programme && (
          <Fact label={t('fact.programme')}>
            <ProgrammeLink programme={programme} />
          </Fact>
        )}
        {relatedPhases.previous && (
          <Fact label={t('fact.previous')}>
            <ProjectLink {...relatedPhases.previous} />
          </Fact>
        )}
        {relatedPhases.next.map((phase) => (
          <Fact key={phase.code} label={t('fact.next')}>
            <ProjectLink {...phase} />
          </Fact>
        ))}
        {(basis === 'SEED' || basis === 'PUBLIC_WEB' || basis === 'ILLUSTRATIVE') && (
          <Fact label={t('fact.basis')}>{t(`basis.${basis}`)}</Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ProjectLink({ code, title }: { code: string; title: string }) {
  return <Anchor renderRoot={(props) => <Link to="/projets/$id" params={{ id: code }} {...props} />}>{title}</Anchor>;
}

function ProgrammeLink({ programme }: { programme: string }) {
  return (
    <Anchor renderRoot={(props) => <Link to="/programmes/$id" params={{ id: programme }} {...props} />}>
      {programme}
    </Anchor>
  );
}
