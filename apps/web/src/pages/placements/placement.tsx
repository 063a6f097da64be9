import './words';
import '../../styles/forms.css';
import './placements.css';
import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { AccrueAct } from './accrue-act';
import { AccruedBlock } from './accrued-block';
import { accruedLinesOf, creditsOf, explanationOf, placementOf, restatementsOf } from './api';
import { BreakBlock } from './break-block';
import { CreditsBlock } from './credits-block';
import { ExplainedBlock } from './explained-block';
import { PendingRates } from './pending-rates';
import { RateHistory } from './rate-history';
import { RestatementBlock } from './restatement-list';
import { TermsBlock } from './terms-block';

/** One placement: its terms and rates, what it has accrued line by line, what was credited, what came late. */
export default function PlacementPage() {
  const { t } = useTranslation('placements');
  const { placement: id = '' } = useParams({ strict: false }) as { placement?: string };
  const one = useQuery(placementOf(id));
  return (
    <Stack gap="md">
      <Anchor component={Link} to="/placements" size="sm">
        {t('one.back')}
      </Anchor>
      <PageHeading title={one.data?.accountName ?? id} subtitle={id}>
        <AccrueAct />
      </PageHeading>
      <Loaded query={one} skeleton={<BlockSkeleton height={220} />}>
        {(placement) => (
          <>
            <TermsBlock placement={placement} />
            <PendingRates placements={[placement]} />
            {placement.principal && placement.maturesOn && <BreakBlock placement={placement} />}
            <RateHistory placement={placement} />
          </>
        )}
      </Loaded>
      <Loaded query={useQuery(accruedLinesOf(id))} skeleton={<BlockSkeleton height={240} />}>
        {(accrued) => <AccruedBlock accrued={accrued} />}
      </Loaded>
      <Loaded query={useQuery(explanationOf(id))} skeleton={<BlockSkeleton height={320} />}>
        {(page) => <ExplainedBlock placement={id} rows={page.items} isCut={page.nextCursor !== null} />}
      </Loaded>
      <Loaded query={useQuery(creditsOf(id))} skeleton={<BlockSkeleton height={280} />}>
        {(credits) => <CreditsBlock credits={credits} isOfOne />}
      </Loaded>
      <Loaded query={useQuery(restatementsOf(id))} skeleton={<BlockSkeleton height={160} />}>
        {(restatements) => <RestatementBlock restatements={restatements} />}
      </Loaded>
    </Stack>
  );
}
