import './words';
import './emergency.css';
import './fund.css';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../shell/page-heading';
import { useFilters } from '../../shell/filters';
import { BlockSkeleton, Loaded } from '../../states/states';
import { aidClock, availability, cases, earnings, history, yearAhead } from './api';
import { Balance } from './balance';
import { CaseList } from './case-list';
import { ClockSpans } from './clock-spans';
import { EarningsTable } from './earnings-table';
import { HistoryChart } from './history-chart';
import { InterestChart } from './interest-chart';
import { OfflineBanner } from './offline-banner';
import { ToDecide } from './to-decide';

/** The emergency fund: what may be granted now, what waits to be decided, where the money comes from. */
export default function Fund() {
  const { t } = useTranslation('emergency');
  const [{ au }] = useFilters();
  const balance = useQuery(availability(au));
  const { data: now } = useQuery(availability());
  const listed = useQuery(cases);
  const past = useQuery(history);
  return (
    <Stack gap="md" className="emergency-column">
      <PageHeading title={t('title')} />
      <OfflineBanner />
      <Loaded query={balance} skeleton={<BlockSkeleton height={250} />}>
        {(data) => <Balance availability={data} />}
      </Loaded>
      <Loaded query={listed} skeleton={<BlockSkeleton height={300} />}>
        {(items) => <ToDecide cases={items} availability={now} />}
      </Loaded>
      <Loaded query={past} skeleton={<BlockSkeleton height={240} />}>
        {(data) => <HistoryChart history={data} />}
      </Loaded>
      <Loaded query={useQuery(yearAhead)} skeleton={<BlockSkeleton height={240} />}>
        {(projection) => past.data && <InterestChart history={past.data} projection={projection} />}
      </Loaded>
      <Loaded query={listed} skeleton={<BlockSkeleton height={200} />}>
        {(items) => <CaseList cases={items} />}
      </Loaded>
      <Loaded query={useQuery(earnings)} skeleton={<BlockSkeleton height={320} />}>
        {(data) => <EarningsTable earnings={data} />}
      </Loaded>
      <Loaded query={useQuery(aidClock)} skeleton={<BlockSkeleton height={180} />}>
        {(data) => <ClockSpans clock={data} />}
      </Loaded>
    </Stack>
  );
}
