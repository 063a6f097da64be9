import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { type Amount, formatPercent, percentOf } from '../../money/format';
import { Loaded } from '../../states/states';
import { Countries } from '../overview/countries';
import { FlowSection } from '../overview/flow-section';
import { type KeyFigure, KeyFigures } from '../overview/key-figures';
import { MonthsChart } from '../overview/months-chart';
import { lastDay, OverviewHeading } from '../overview/overview-heading';
import { OverviewSkeleton } from '../overview/overview-skeleton';
import { ProjectList } from './project-list';
import { type PublicData, usePublicOverview } from './use-public-overview';

/** What is published: the same picture, without links to entries and without what waits inside. */
export default function PublicOverview() {
  const { t } = useTranslation();
  const query = usePublicOverview();
  const figures = useKeyFigures();
  return (
    <Stack gap="md">
      <OverviewHeading
        title={t('public.title')}
        day={query.data && lastDay(query.data)}
        // Figures are taken for fictitious until the platform says that they aren't.
        illustrative={query.data?.demonstration !== false}
      />
      <Loaded query={query} skeleton={<OverviewSkeleton />}>
        {(overview) => (
          <>
            <KeyFigures figures={figures(overview)} />
            <FlowSection flows={overview.flows} nodes={overview.nodes} />
            <MonthsChart
              months={overview.months.map(({ month, received, disbursed }) => ({
                month,
                received: { value: received },
                disbursed: { value: disbursed },
              }))}
            />
            <Countries
              countries={overview.countries.map(({ attributed, disbursed, ...country }) => ({
                ...country,
                attributed: { value: attributed },
                disbursed: { value: disbursed },
              }))}
            />
            <ProjectList projects={overview.projects} />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function useKeyFigures(): (overview: PublicData) => KeyFigure[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const share = (part: Amount, total: Amount) => formatPercent(percentOf(part, total), language);
  return ({ received, attributed, disbursed, emergencyFund: { available } }) => [
    { name: 'received', value: received, percent: 100, caption: t('public.received'), color: 'var(--neutral)' },
    {
      name: 'attributed',
      value: attributed,
      percent: percentOf(attributed, received),
      caption: t('key.ofReceived', { share: share(attributed, received) }),
      color: 'var(--neutral)',
    },
    {
      name: 'disbursed',
      value: disbursed,
      percent: percentOf(disbursed, attributed),
      caption: t('key.ofAttributed', { share: share(disbursed, attributed) }),
      color: 'var(--neutral)',
    },
    { name: 'available', value: available, percent: 100, caption: t('public.available'), color: 'var(--emergency)' },
  ];
}
