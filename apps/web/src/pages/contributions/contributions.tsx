import './words';
import '../../styles/forms.css';
import './contributions.css';
import { Button, Stack, Tabs } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton } from '../../states/states';
import { latePart } from '../../parts/late-part';
import { AgreementsList } from './list/agreements-list';

const Ageing = latePart(() => import('./list/ageing'));
const ReportsDue = latePart(() => import('./list/reports-due'));
const InKind = latePart(() => import('./list/in-kind'));

const views = ['conventions', 'retards', 'rapports', 'nature'] as const;
type View = (typeof views)[number];

/** What donors promised, called, paid and owe. */
export default function ContributionsPage() {
  const { t } = useTranslation('contributions');
  const [{ vue }, change] = useFilters();
  const { data: person } = useSession();
  const view = views.find((one) => one === vue) ?? 'conventions';
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')}>
        {person?.roles.includes('finance-officer') && (
          <Button
            leftSection={<IconPlus size={16} />}
            renderRoot={(props) => <Link to="/contributions/nouvelle" {...props} />}
          >
            {t('new')}
          </Button>
        )}
      </PageHeading>
      <Tabs
        value={view}
        onChange={(next) => change({ vue: next === 'conventions' ? undefined : (next ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List className="tab-list">
          {views.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`view.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {views.map((one) => (
          <Tabs.Panel key={one} value={one} pt="md">
            <Suspense fallback={<BlockSkeleton height={420} />}>
              <Content view={one} />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}

function Content({ view }: { view: View }) {
  if (view === 'retards') return <Ageing />;
  if (view === 'rapports') return <ReportsDue />;
  return view === 'nature' ? <InKind /> : <AgreementsList />;
}
