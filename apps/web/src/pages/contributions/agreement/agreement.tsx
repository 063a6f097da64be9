import '../words';
import '../../../styles/forms.css';
import '../contributions.css';
import { Anchor, Stack, Tabs } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { Problem } from '../../../api/client';
import { Figure } from '../../../money/figure';
import { useFilters } from '../../../shell/filters';
import { PageHeading } from '../../../shell/page-heading';
import { BlockSkeleton, Empty, Loaded } from '../../../states/states';
import { NotFound } from '../../../states/system-page';
import { ByProject } from '../../donors/by-project';
import { useStatement } from '../../donors/donors-api';
import { type AgreementDetail, useAgreement, useReports } from '../contributions-api';
import { BasisTag, InstrumentTag, LateMark } from '../marks';
import { useBecause } from '../may';
import { ReportsTable } from '../reports-table';
import { Clauses } from './clauses';
import { Documents } from './documents';
import { Receipts } from './receipts';
import { ScheduleTable } from './schedule-table';
import { Versions } from './versions';

const panels = ['clauses', 'emploi', 'encaissements', 'rapports', 'documents', 'versions'] as const;
const figures = ['pledged', 'called', 'received', 'allocated', 'disbursed', 'justified', 'refunded', 'free'] as const;

/** One agreement: its figures, its schedule, and everything it says. */
export default function AgreementPage() {
  const { convention = '' } = useParams({ strict: false }) as { convention?: string };
  const query = useAgreement(convention);
  if (query.error instanceof Problem && query.error.status === 404) return <NotFound />;
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={640} />}>
      {(agreement) => <Content agreement={agreement} />}
    </Loaded>
  );
}

function Content({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation('contributions');
  const navigate = useNavigate();
  const because = useBecause('finance-officer');
  const { code, donor, donorName, instrument, basis, daysLate } = agreement;
  return (
    <Stack gap="md">
      <PageHeading
        title={code}
        subtitle={
          <>
            <Anchor size="sm" renderRoot={(props) => <Link to={`/bailleurs/${donor}`} {...props} />}>
              {donorName}
            </Anchor>
            {' · '}
            <InstrumentTag instrument={instrument} />
          </>
        }
      >
        {daysLate > 0 && <LateMark days={daysLate} />}
        <BasisTag basis={basis} />
        <ActButton
          variant="default"
          because={because}
          onClick={() => void navigate({ to: `/contributions/${code}/avenant` })}
        >
          {t('amend')}
        </ActButton>
      </PageHeading>
      <div className="figures eight">
        {figures.map((name) => (
          <div key={name} className="card" data-testid={`figure-${name}`}>
            <span className="muted">{t(`figure.${name}`)}</span>
            <strong>
              <Figure {...agreement.figures[name]} />
            </strong>
          </div>
        ))}
      </div>
      <section className="section" aria-labelledby="schedule">
        <h2 id="schedule">{t('section.schedule')}</h2>
        <ScheduleTable agreement={agreement} />
      </section>
      <Panels agreement={agreement} />
    </Stack>
  );
}

function Panels({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation('contributions');
  const [{ volet }, change] = useFilters();
  const panel = panels.find((one) => one === volet) ?? 'clauses';
  return (
    <Tabs
      value={panel}
      onChange={(next) => change({ volet: next === 'clauses' ? undefined : (next ?? undefined) })}
      keepMounted={false}
    >
      <Tabs.List className="tab-list">
        {panels.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`panel.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="clauses" pt="md">
        <Clauses agreement={agreement} />
      </Tabs.Panel>
      <Tabs.Panel value="emploi" pt="md">
        <Use agreement={agreement} />
      </Tabs.Panel>
      <Tabs.Panel value="encaissements" pt="md">
        <Receipts agreement={agreement.code} />
      </Tabs.Panel>
      <Tabs.Panel value="rapports" pt="md">
        <Reports agreement={agreement.code} />
      </Tabs.Panel>
      <Tabs.Panel value="documents" pt="md">
        <Documents agreement={agreement.code} />
      </Tabs.Panel>
      <Tabs.Panel value="versions" pt="md">
        <Versions versions={agreement.versions} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** Which projects the agreement's money went to. */
function Use({ agreement: { code, donor } }: { agreement: AgreementDetail }) {
  const { t } = useTranslation('contributions');
  const query = useStatement(donor, undefined);
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={200} />}>
      {({ agreements }) => {
        const own = agreements.filter(({ agreement, projects }) => agreement === code && projects.length > 0);
        return own.length > 0 ? <ByProject agreements={own} /> : <Empty>{t('nothingGiven')}</Empty>;
      }}
    </Loaded>
  );
}

function Reports({ agreement }: { agreement: string }) {
  const query = useReports({ agreement });
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={200} />}>
      {(reports) => <ReportsTable reports={reports} named={false} />}
    </Loaded>
  );
}
