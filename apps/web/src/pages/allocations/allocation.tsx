import { Group, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, formatDayShort } from '../../money/format';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { useNames } from '../contributions/names';
import { AdjustForm } from './adjust-form';
import { AllocationActs } from './allocation-acts';
import { AllocationLines } from './allocation-lines';
import { AllocationStatus } from './allocation-status';
import { type AllocationDetail, useAllocation } from './calls';
import { Withheld } from './withheld';
import './words';

/** One allocation: its lines and their reasons, what may be done with it, and all that was. */
export default function AllocationPage() {
  const { t } = useTranslation('allocations');
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useAllocation(id);
  return (
    <Stack gap="md">
      <Link to="/imputations" className="plain-link muted">
        ← {t('title')}
      </Link>
      <Loaded query={query} skeleton={<BlockSkeleton height={420} />}>
        {(allocation) => <Content allocation={allocation} />}
      </Loaded>
    </Stack>
  );
}

function Content({ allocation }: { allocation: AllocationDetail }) {
  const { t } = useTranslation('allocations');
  const language = useLanguage();
  const [{ ajuster }, change] = useFilters();
  const { project, title, session, status, effectiveDate, attributed, missing, rejectionReason } = allocation;
  const adjusting = ajuster === 'oui' && status === 'PROPOSED';
  return (
    <>
      <PageHeading title={title ?? project} subtitle={[project, session].filter(Boolean).join(' · ')}>
        <AllocationStatus status={status} />
      </PageHeading>
      <section className="card padded" aria-label={t('lines')}>
        <Group gap="xl" mb="sm">
          <Fact label={t('attributed')}>
            <Figure value={attributed} entries={allocation.attributedEntries} />
          </Fact>
          {status === 'AWAITING_FUNDS' && (
            <Fact label={t('missing')}>
              <Figure value={missing} />
            </Fact>
          )}
          <Fact label={t('effectiveDate')}>{formatDay(effectiveDate, language)}</Fact>
        </Group>
        {rejectionReason && (
          <Text size="sm" mb="sm">
            {t('because', { reason: rejectionReason })}
          </Text>
        )}
        {allocation.lines.length > 0 ? (
          <AllocationLines {...allocation} />
        ) : (
          <Text size="sm" className="muted">
            {t('waitingHint')}
          </Text>
        )}
        {status === 'PROPOSED' && !adjusting && (
          <div style={{ marginTop: 12 }}>
            <AllocationActs allocation={allocation} adjust={() => change({ ajuster: 'oui' })} />
          </div>
        )}
      </section>
      {status === 'AWAITING_FUNDS' && <Withheld allocation={allocation.id} />}
      {adjusting && (
        <AdjustForm key={allocation.version} allocation={allocation} close={() => change({ ajuster: undefined })} />
      )}
      <History acts={allocation.acts} />
    </>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <Text size="xs" className="muted">
        {label}
      </Text>
      <Text component="div" fw={600}>
        {children}
      </Text>
    </div>
  );
}

function History({ acts }: Pick<AllocationDetail, 'acts'>) {
  const { t } = useTranslation('allocations');
  const language = useLanguage();
  const named = useNames();
  if (acts.length === 0) return null;
  return (
    <section className="card padded" aria-labelledby="history">
      <Title order={2} id="history" mb="xs">
        {t('history')}
      </Title>
      <ol className="allocation-past">
        {acts.map(({ act, actor, note, onDay, lines }, index) => (
          <li key={`${act}-${index}`} data-testid="act">
            <span className="num muted">{formatDayShort(onDay, language)}</span>
            <div>
              <strong>{t(`done.${act}`)}</strong>{' '}
              <span className="muted">
                {actor.startsWith('system:') ? t('bySystem') : t('by', { who: named(actor) })}
              </span>
              {note && <div>{t('because', { reason: note })}</div>}
              {lines.map(({ agreement, amount }) => (
                <div key={agreement} className="muted">
                  {agreement} : <Figure value={amount} />
                </div>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
