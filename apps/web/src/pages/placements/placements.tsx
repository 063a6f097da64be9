import './words';
import '../../styles/forms.css';
import './placements.css';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { AccrueAct } from './accrue-act';
import { charges, creditsOf, indices, placements } from './api';
import { ChargesBlock } from './charges-block';
import { CreditsBlock } from './credits-block';
import { FixingsBlock } from './fixings-block';
import { PendingRates } from './pending-rates';
import { PlacementTable } from './placement-table';

/** Interest for finance: what bears it, what is agreed, and whether the bank paid what was to be expected. */
export default function Placements() {
  const { t } = useTranslation('placements');
  const all = useQuery(placements);
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')}>
        <AccrueAct />
      </PageHeading>
      <Loaded query={all} skeleton={<BlockSkeleton height={180} />}>
        {(items) => (
          <>
            <PendingRates placements={items} />
            <PlacementTable placements={items} />
          </>
        )}
      </Loaded>
      <Loaded query={useQuery(creditsOf())} skeleton={<BlockSkeleton height={280} />}>
        {(credits) => <CreditsBlock credits={credits} isOfOne={false} />}
      </Loaded>
      <Loaded query={useQuery(indices)} skeleton={<BlockSkeleton height={180} />}>
        {(known) => <FixingsBlock indices={known} />}
      </Loaded>
      <Loaded query={useQuery(charges)} skeleton={<BlockSkeleton height={180} />}>
        {(decided) => <ChargesBlock charges={decided} />}
      </Loaded>
    </Stack>
  );
}
