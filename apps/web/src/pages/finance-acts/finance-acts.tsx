import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { ViewSwitch } from '../../shell/view-switch';
import { JournalList } from '../journal-entries/journal-list';
import { ActsSection } from './acts-section';
import { type Kind, kinds } from './calls';
import { OpeningForm } from './opening-form';
import { OwedList } from './owed-list';
import { RefundForm } from './refund-form';
import { UnappliedList } from './unapplied-list';
import { WriteOffForm } from './write-off-form';
import './words';

const JOURNAL = 'operations';

const addresses: Record<Kind, string> = {
  refunds: 'remboursements',
  'write-offs': 'abandons',
  openings: 'ouverture',
  applications: 'a-affecter',
};

/** Refunds, receivables given up, opening balances, money without an owner and manual entries: one prepares, another confirms. */
export default function FinanceActs() {
  const { t } = useTranslation('financeActs');
  const [{ onglet }, change] = useFilters();
  const kind = onglet === JOURNAL ? JOURNAL : (kinds.find((one) => addresses[one] === onglet) ?? 'refunds');
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')} />
      <ViewSwitch
        label={t('kinds')}
        value={kind}
        onChange={(next) => change({ onglet: next === JOURNAL ? JOURNAL : addresses[next as Kind] })}
        data={[...kinds, JOURNAL].map((value) => ({ value, label: t(`kind.${value as Kind | typeof JOURNAL}`) }))}
      />
      {kind === JOURNAL ? <JournalList /> : <Acts kind={kind} />}
    </Stack>
  );
}

function Acts({ kind }: { kind: Kind }) {
  const { t } = useTranslation('financeActs');
  if (kind === 'applications')
    return (
      <>
        <UnappliedList />
        <ActsSection kind={kind} />
      </>
    );
  return (
    <>
      {kind === 'refunds' && <OwedList />}
      <ActsSection key={kind} kind={kind} form={{ name: t(`prepare.${kind}`), content: forms[kind] }} />
    </>
  );
}

const forms: Record<Exclude<Kind, 'applications'>, (props: { close: () => void }) => React.ReactNode> = {
  refunds: RefundForm,
  'write-offs': WriteOffForm,
  openings: OpeningForm,
};
