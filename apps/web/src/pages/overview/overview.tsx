import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure, type Sum } from '../../money/figure';
import { type Amount, formatPercent, percentOf } from '../../money/format';
import { useSession } from '../../session/session';
import { Loaded } from '../../states/states';
import { Countries } from './countries';
import { FlowSection } from './flow-section';
import { type KeyFigure, KeyFigures } from './key-figures';
import { MonthsChart } from './months-chart';
import { lastDay, OverviewHeading } from './overview-heading';
import { OverviewSkeleton } from './overview-skeleton';
import { ToDo } from './to-do';
import { useOverview } from './use-overview';

type OverviewData = Schemas['OverviewDto'];

/** The consolidated picture of a period. */
export default function Overview() {
  const { t } = useTranslation();
  const query = useOverview();
  const { data: person } = useSession();
  const figures = useKeyFigures();
  return (
    <Stack gap="md">
      <OverviewHeading
        title={t('nav.overview')}
        day={query.data && lastDay(query.data)}
        illustrative={person?.demonstration ?? false}
      />
      <Loaded query={query} skeleton={<OverviewSkeleton />}>
        {(overview) => (
          <>
            <KeyFigures figures={figures(overview)} />
            <ToDo todo={overview.todo} />
            <FlowSection flows={overview.flows} nodes={overview.nodes} />
            <MonthsChart months={overview.months} />
            <Countries countries={overview.countries} />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function useKeyFigures(): (overview: OverviewData) => KeyFigure[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const share = (part: Amount, total: Amount) => ({
    percent: percentOf(part, total),
    words: formatPercent(percentOf(part, total), language),
  });
  const sentence = (key: 'key.ofCalled' | 'key.accrued', share: string, sum: Sum): ReactNode => (
    <Trans i18nKey={key} values={{ share }} components={{ amount: <Figure {...sum} /> }} />
  );
  return ({ received, attributed, disbursed, emergencyFund }) => {
    const ofCalled = share(received.value, received.expected);
    const ofReceived = share(attributed.value, received.value);
    const ofAttributed = share(disbursed.value, attributed.value);
    const called = { value: received.expected, entries: received.expectedEntries };
    const accrued = { value: emergencyFund.accrued, entries: emergencyFund.accruedEntries };
    const plain = 'var(--neutral)';
    return [
      {
        name: 'received',
        value: received.value,
        entries: received.entries,
        percent: ofCalled.percent,
        caption: sentence('key.ofCalled', ofCalled.words, called),
        color: plain,
      },
      {
        name: 'attributed',
        value: attributed.value,
        entries: attributed.entries,
        percent: ofReceived.percent,
        caption: t('key.ofReceived', { share: ofReceived.words }),
        color: plain,
      },
      {
        name: 'disbursed',
        value: disbursed.value,
        entries: disbursed.entries,
        percent: ofAttributed.percent,
        caption: t('key.ofAttributed', { share: ofAttributed.words }),
        color: plain,
      },
      {
        name: 'available',
        value: emergencyFund.available,
        entries: emergencyFund.entries,
        percent: 100,
        caption: sentence('key.accrued', '', accrued),
        color: 'var(--emergency)',
      },
    ];
  };
}
