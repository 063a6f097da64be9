import '../../styles/forms.css';
import './words';
import { Button, Group, Modal, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { DayField } from '../../forms/day-field';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatExactPercent } from '../../money/format';
import { useSession } from '../../session/session';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { mayOpen } from '../page';
import type { ProjectView } from '../projects/projects-api';
import { branchesOf } from './framework-tree';
import { Measured, wholeText } from './measured';
import { Period } from './period';
import { disbursements, type Indicator, keys, type Results, useResults } from './results-api';

/** What the project promised, what it reached, and what each one counted cost. */
export default function ResultsTab({ project }: { project: ProjectView }) {
  return (
    <Loaded query={useResults(project.code)} skeleton={<BlockSkeleton height={320} />}>
      {(results) => (
        <Stack gap="md">
          <Framework results={results} framework={project.resultsFramework} />
          <Periods results={results} />
        </Stack>
      )}
    </Loaded>
  );
}

function Framework({ results: { indicators }, framework }: { results: Results; framework: unknown }) {
  const { t } = useTranslation('results');
  const branches = branchesOf(framework, indicators);
  return (
    <section className="card padded" aria-labelledby="framework">
      <Title order={2} id="framework" mb="sm">
        {t('framework')}
      </Title>
      {indicators.length === 0 ? (
        <Empty>{t('noIndicator')}</Empty>
      ) : (
        <Table.ScrollContainer
          minWidth={680}
          scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('framework') } }}
        >
          <Table verticalSpacing={6} data-testid="indicators">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('indicator')}</Table.Th>
                <Table.Th ta="right">{t('baseline')}</Table.Th>
                <Table.Th ta="right">{t('target')}</Table.Th>
                <Table.Th>{t('reached')}</Table.Th>
                <Table.Th ta="right">{t('cost')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            {branches.map((branch) => (
              <Table.Tbody key={branch.titles.join(' › ')}>
                {branch.titles.length > 0 && (
                  <Table.Tr>
                    <Table.Th colSpan={5} scope="rowgroup">
                      {branch.titles.join(' › ')}
                      {branch.activities.length > 0 && (
                        <Text size="xs" className="muted">
                          {t('activities', { activities: branch.activities.join(', ') })}
                        </Text>
                      )}
                    </Table.Th>
                  </Table.Tr>
                )}
                {branch.indicators.map((indicator) => (
                  <Row key={indicator.key} indicator={indicator} />
                ))}
              </Table.Tbody>
            ))}
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}

function Row({ indicator }: { indicator: Indicator }) {
  const { t } = useTranslation('results');
  const language = useLanguage();
  const { title, unit, baseline, target, reached, achievement, cost, costByDonor } = indicator;
  return (
    <Table.Tr>
      <Table.Td>
        {title} {unit && <span className="muted">({unit})</span>}
      </Table.Td>
      <Table.Td ta="right">{baseline === null ? '—' : wholeText(baseline, language)}</Table.Td>
      <Table.Td ta="right">{target === null ? '—' : wholeText(target, language)}</Table.Td>
      <Table.Td>
        {reached ? <Measured of={reached} /> : '—'}
        {achievement !== null && (
          <Text size="xs" className="muted" title={t('achievement')}>
            {formatExactPercent(achievement, language)}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">
        {cost ? (
          <details>
            <summary>
              <Figure value={cost} />
            </summary>
            <dl className="facts" aria-label={t('costTitle')}>
              {costByDonor.map(({ agreement, donorName, each }) => (
                <div key={agreement}>
                  <dt>{donorName ?? agreement}</dt>
                  <dd>{each ? <Figure value={each} /> : '—'}</dd>
                </div>
              ))}
            </dl>
          </details>
        ) : (
          '—'
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Periods({ results }: { results: Results }) {
  const { t } = useTranslation('results');
  const { data: person } = useSession();
  const [opening, { open, close }] = useDisclosure();
  return (
    <section className="card padded" aria-labelledby="periods">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="periods">
          {t('periods')}
        </Title>
        {person && mayOpen(person, ['project-officer', 'city']) && (
          <Button variant="default" size="xs" onClick={open}>
            {t('openPeriod')}
          </Button>
        )}
      </Group>
      {results.periods.length === 0 && <Empty>{t('noPeriod')}</Empty>}
      <Stack gap="sm">
        {results.periods.map((period) => (
          <Period key={period.id} results={results} period={period} />
        ))}
      </Stack>
      {opening && <OpenPeriod project={results.project} close={close} />}
    </section>
  );
}

function OpenPeriod({ project, close }: { project: string; close: () => void }) {
  const { t } = useTranslation('results');
  const { t: shared } = useTranslation();
  const [span, setSpan] = useState({ from: '', to: '' });
  const [tried, setTried] = useState(false);
  const act = useAct({
    send: (body: typeof span, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/results', {
          params: { path: { id: project } },
          body,
          headers,
        }),
      ),
    refresh: [keys.results(project)],
    done: () => {
      close();
      return { title: t('opened') };
    },
  });
  const missing = (value: string) => tried && value === '' && shared('form.required');
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('openPeriod')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (span.from && span.to) act.mutate(span);
        }}
      >
        <Stack gap="md">
          <SimpleGrid cols={2}>
            <DayField
              label={t('from')}
              value={span.from}
              onChange={(from) => setSpan({ ...span, from })}
              error={missing(span.from)}
            />
            <DayField
              label={t('to')}
              value={span.to}
              onChange={(to) => setSpan({ ...span, to })}
              error={missing(span.to)}
            />
          </SimpleGrid>
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('openPeriod')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
