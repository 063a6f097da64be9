import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { ViewSwitch } from '../../shell/view-switch';
import { ActsSection } from './acts-section';
import { type Kind, kinds } from './calls';
import { OpeningForm } from './opening-form';
import { OwedList } from './owed-list';
import { RefundForm } from './refund-form';
import { UnappliedList } from './unapplied-list';
import { WriteOffForm } from './write-off-form';
import './words';

const addresses: Record<Kind, string> = {
  refunds: 'remboursements',
  'write-offs': 'abandons',
  openings: 'ouverture',
  applications: 'a-affecter',
};

/** Refunds, receivables given up, opening balances and money without an owner: one prepares, another confirms. */
export default function FinanceActs() {
  const { t } = useTranslation('financeActs');
  const [{ onglet }, change] = useFilters();
  const kind = kinds.find((one) => addresses[one] === onglet) ?? 'refunds';
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')} />
      <ViewSwitch
        label={t('kinds')}
        value={kind}
        onChange={(next) => change({ onglet: addresses[next as Kind] })}
        data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      {kind === 'refunds' && <OwedList />}
      {kind === 'applications' && <UnappliedList />}
      {kind === 'applications' ? (
        <ActsSection key={kind} kind={kind} />
      ) : (
        <ActsSection key={kind} kind={kind} form={{ name: t(`prepare.${kind}`), content: forms[kind] }} />
      )}
    </Stack>
  );
}

const forms: Record<Exclude<Kind, 'applications'>, (props: { close: () => void }) => React.ReactNode> = {
  refunds: RefundForm,
  'write-offs': WriteOffForm,
  openings: OpeningForm,
};
