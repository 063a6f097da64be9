import '../../styles/forms.css';
import './words';
import { SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { getJson } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, formatExactPercent } from '../../money/format';
import { PageHeading } from '../../shell/page-heading';
import { StateMark } from '../../states/state-mark';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { useConditionWords } from './condition-words';
import { Conversion } from './conversion';
import { Justifications } from './justifications';
import { TrancheActs } from './tranche-acts';
import { TrancheState } from './tranche-state';
import { usePersonName } from '../projects/person-name';
import { type Condition, type TrancheView as Tranche, useTranche } from './tranches-api';

/** A tranche: what it needs, who did what, which agreements' euros it takes, what was justified of it. */
export default function TranchePage() {
  const { tranche } = useParams({ strict: false }) as { tranche: string };
  return (
    <Loaded query={useTranche(tranche)} skeleton={<BlockSkeleton height={420} />}>
      {(view) => <TrancheView tranche={view} />}
    </Loaded>
  );
}

function TrancheView({ tranche }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const { number, project, projectTitle, cityName, status } = tranche;
  return (
    <Stack gap="md">
      <PageHeading
        title={t('number', { number })}
        subtitle={
          <Link to="/projets/$id" params={{ id: project }}>
            {t('of', { project: projectTitle, city: cityName })}
          </Link>
        }
      >
        <TrancheState status={status} />
      </PageHeading>
      <TrancheActs tranche={tranche} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Money tranche={tranche} />
        <Conditions tranche={tranche} />
        <People tranche={tranche} />
        <Documents tranche={tranche} />
        <Conversion tranche={tranche} />
      </SimpleGrid>
      <Justifications tranche={tranche} />
    </Stack>
  );
}

function Money({
  tranche: { code, amount, percent, city, cityName, beneficiary, justified, justifiedEntries, justifiedPercent, split },
}: {
  tranche: Tranche;
}) {
  const { t } = useTranslation('tranches');
  const language = useLanguage();
  return (
    <section className="card padded" aria-labelledby="split" data-testid="tranche-money">
      <dl className="facts">
        <div>
          <dt>{t('amount')}</dt>
          <dd>
            <Figure value={amount} />
          </dd>
        </div>
        {percent && (
          <div>
            <dt>{t('percent', { percent: formatExactPercent(percent, language) })}</dt>
            <dd />
          </div>
        )}
        <div>
          <dt>{t('beneficiary')}</dt>
          <dd>{beneficiary === city ? cityName : beneficiary}</dd>
        </div>
        <div>
          <dt>{t('justified')}</dt>
          <dd>
            <Figure value={justified} entries={justifiedEntries} />{' '}
            <span className="muted">
              {t('justifiedOf', { percent: formatExactPercent(justifiedPercent, language) })}
            </span>
          </dd>
        </div>
      </dl>
      <Title order={2} id="split" mt="md" mb={4}>
        {t('split.title')}
      </Title>
      {split.length === 0 ? (
        <Empty>{t('split.none')}</Empty>
      ) : (
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {split.map(({ agreement, amount: part }) => (
              <Table.Tr key={agreement}>
                <Table.Td>{agreement}</Table.Td>
                <Table.Td ta="right">
                  <Figure value={part} entries={takenFrom(code, agreement)} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

/** What was reserved of an agreement's money for it, whatever was paid of it since. */
function takenFrom(tranche: string, agreement: string): string {
  const kinds = 'tranche-approved,tranche-approval-reversed';
  return `/api/reporting/ledger?book=disbursements&account=fund:tranche:${tranche}:${agreement}&kind=${kinds}&side=credit`;
}

function Conditions({ tranche: { conditions, unmet } }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const language = useLanguage();
  const words = useConditionWords();
  return (
    <section className="card padded" aria-labelledby="conditions" data-testid="tranche-conditions">
      <Title order={2} id="conditions" mb="sm">
        {t('conditions.title')}
      </Title>
      {conditions.length === 0 ? (
        <Empty>{t('conditions.none')}</Empty>
      ) : (
        <Stack gap="xs">
          {conditions.map((condition) => {
            const lacking = unmet.find((one) => isSame(one, condition));
            return (
              <div key={JSON.stringify(condition)}>
                <Text size="sm">{words(condition)}</Text>
                <StateMark tone={lacking ? 'waiting' : 'done'} icon={lacking ? IconHourglass : IconCheck}>
                  {lacking ? t('conditions.unmet') : t('conditions.met')}
                  {lacking?.reached &&
                    ` (${t('conditions.reached', { percent: formatExactPercent(lacking.reached, language) })})`}
                </StateMark>
              </div>
            );
          })}
        </Stack>
      )}
    </section>
  );
}

function isSame(one: Condition, other: Condition): boolean {
  return (['kind', 'percent', 'report', 'label'] as const).every((part) => one[part] === other[part]);
}

function People({ tranche }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const language = useLanguage();
  const nameOf = usePersonName();
  const name = (id: string | null) => id && nameOf(id);
  const day = (value: string | null) => value && formatDay(value, language);
  const lines = [
    [t('people.requestedBy'), name(tranche.requestedBy)],
    [t('people.certifiedBy'), name(tranche.certifiedBy)],
    [t('people.approvedBy'), name(tranche.approvedBy)],
    [t('people.approvedOn'), day(tranche.approvedOn)],
    [t('people.paidOn'), day(tranche.paidOn)],
    [t('people.reason'), tranche.reason],
  ].filter(([, value]) => value);
  return (
    <section className="card padded" aria-labelledby="people">
      <Title order={2} id="people" mb="sm">
        {t('people.title')}
      </Title>
      <dl className="facts">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Documents({ tranche: { project, documents } }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const path = `/api/disbursements/projects/${encodeURIComponent(project)}/documents`;
  const { data: files = [] } = useQuery({
    queryKey: ['projects', project, 'documents'],
    queryFn: () => getJson<{ document: string; name: string }[]>(path),
    enabled: documents.length > 0,
  });
  return (
    <section className="card padded" aria-labelledby="documents">
      <Title order={2} id="documents" mb="sm">
        {t('documents.title')}
      </Title>
      {documents.length === 0 ? (
        <Empty>{t('documents.none')}</Empty>
      ) : (
        <ul>
          {documents.map((document) => (
            <li key={document}>
              <a href={`${path}/${document}`}>{files.find((file) => file.document === document)?.name ?? document}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
