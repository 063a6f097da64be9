import './words';
import '../../styles/forms.css';
import '../contributions/contributions.css';
import { Stack, Tabs } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { Problem } from '../../api/client';
import { useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { NotFound } from '../../states/system-page';
import { useAgreements } from '../contributions/contributions-api';
import { AgreementsTable } from '../contributions/list/agreements-table';
import { DonorCard, DonorHistory } from './donor-card';
import { DonorForm } from './donor-form';
import { type Donor, useDonor } from './donors-api';
import { Position } from './position';

const panels = ['position', 'conventions', 'fiche', 'historique'] as const;

/** One donor: what became of its money, its agreements, and how to reach it. */
export default function DonorPage() {
  const { bailleur = '' } = useParams({ strict: false }) as { bailleur?: string };
  const query = useDonor(bailleur);
  if (query.error instanceof Problem && query.error.status === 404) return <NotFound />;
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={640} />}>
      {(donor) => <Content donor={donor} />}
    </Loaded>
  );
}

function Content({ donor }: { donor: Donor }) {
  const { t } = useTranslation('donors');
  const { t: common } = useTranslation();
  const { data: person } = useSession();
  const [{ volet }, change] = useFilters();
  const [writing, setWriting] = useState(false);
  const panel = panels.find((one) => one === volet) ?? 'position';
  const officer = person?.roles.includes('finance-officer');
  return (
    <Stack gap="md">
      <PageHeading title={donor.name} subtitle={`${donor.code} · ${t(`kind.${donor.kind}`)}`}>
        <ActButton
          variant="default"
          because={officer ? undefined : t('because', { role: common('role.finance-officer') })}
          onClick={() => setWriting(true)}
        >
          {t('change')}
        </ActButton>
      </PageHeading>
      {writing && <DonorForm key={donor.version} donor={donor} close={() => setWriting(false)} />}
      <Tabs
        value={panel}
        onChange={(next) => change({ volet: next === 'position' ? undefined : (next ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List className="tab-list">
          {panels.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`panel.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="position" pt="md">
          <Position donor={donor.code} />
        </Tabs.Panel>
        <Tabs.Panel value="conventions" pt="md">
          <Agreements donor={donor.code} />
        </Tabs.Panel>
        <Tabs.Panel value="fiche" pt="md">
          <DonorCard donor={donor} />
        </Tabs.Panel>
        <Tabs.Panel value="historique" pt="md">
          <DonorHistory donor={donor.code} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Agreements({ donor }: { donor: string }) {
  const query = useAgreements(donor);
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={240} />}>
      {(agreements) => <AgreementsTable agreements={agreements} />}
    </Loaded>
  );
}
