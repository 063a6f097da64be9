import './words';
import './payments.css';
import { Button, Group, SegmentedControl, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { StateMark } from '../../states/state-mark';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { latePart } from '../../parts/late-part';
import { BeneficiaryView } from './beneficiary-view';
import { masked } from './change-history';
import { type Beneficiary, useBeneficiaries } from './payments-api';

const BeneficiaryForm = latePart(() => import('./beneficiary-form'));

/** The register of those who may be paid, one of them open beside it. */
export default function BeneficiariesPage() {
  const { t } = useTranslation('payments');
  return (
    <Stack gap="md" className="payment-page">
      <PageHeading title={t('payee.title')} subtitle={t('payee.subtitle')}>
        <Register />
      </PageHeading>
      <Loaded query={useBeneficiaries()} skeleton={<BlockSkeleton height={480} />}>
        {(items) => <RegisterOf items={items} />}
      </Loaded>
    </Stack>
  );
}

function Register() {
  const { t } = useTranslation('payments');
  const { data: person } = useSession();
  const [opened, { open, close }] = useDisclosure();
  if (!person?.roles.includes('finance-officer')) return null;
  return (
    <>
      <Button onClick={open}>{t('payee.register')}</Button>
      {opened && (
        <Suspense>
          <BeneficiaryForm close={close} />
        </Suspense>
      )}
    </>
  );
}

function RegisterOf({ items }: { items: readonly Beneficiary[] }) {
  const { t } = useTranslation('payments');
  const [{ qui }, change] = useFilters();
  const narrow = useMediaQuery('(max-width: 62em)');
  const open = items.find(({ code, id }) => code === qui || id === qui);
  if (narrow && open) {
    return (
      <Stack gap="sm">
        <Group>
          <Button variant="default" size="compact-sm" onClick={() => change({ qui: undefined })}>
            {t('payee.back')}
          </Button>
        </Group>
        <BeneficiaryView key={open.id} beneficiary={open} />
      </Stack>
    );
  }
  return (
    <div className="payees">
      <PayeeList items={items} open={open} />
      {open ? (
        <BeneficiaryView key={open.id} beneficiary={open} />
      ) : (
        !narrow && (
          <div className="card padded">
            <Empty>{t('payee.choose')}</Empty>
          </div>
        )
      )}
    </div>
  );
}

const ALL = 'tous';
const TO_CONFIRM = 'a-confirmer';

function PayeeList({ items, open }: { items: readonly Beneficiary[]; open: Beneficiary | undefined }) {
  const { t } = useTranslation('payments');
  const [{ cherche = '', etat = ALL }, change] = useFilters();
  const waiting = items.filter(({ proposed }) => proposed !== null);
  const shown = (etat === TO_CONFIRM ? waiting : items).filter((item) => isNamed(item, cherche));
  return (
    <div className="card">
      <Stack gap="sm" className="padded">
        <TextInput
          type="search"
          aria-label={t('payee.search')}
          placeholder={t('payee.search')}
          value={cherche}
          onChange={(event) => change({ cherche: event.currentTarget.value || undefined })}
        />
        <SegmentedControl
          aria-label={t('column.state')}
          value={etat}
          onChange={(next) => change({ etat: next === ALL ? undefined : next })}
          data={[
            { value: ALL, label: `${t('payee.all')} (${items.length})` },
            { value: TO_CONFIRM, label: `${t('payee.toConfirm')} (${waiting.length})` },
          ]}
        />
      </Stack>
      {shown.length === 0 && <Empty>{t('payee.none')}</Empty>}
      <ul className="cards payee-list" aria-label={t('payee.title')} tabIndex={0}>
        {shown.map((item) => (
          <li key={item.id}>
            <PayeeRow item={item} current={item.id === open?.id} select={() => change({ qui: item.code })} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Letters as they sound: a search needs no accents. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

function isNamed({ name, code, country }: Beneficiary, sought: string): boolean {
  return plain(`${name} ${code} ${country}`).includes(plain(sought.trim()));
}

interface RowProps {
  item: Beneficiary;
  current: boolean;
  select: () => void;
}

function PayeeRow({ item, current, select }: RowProps) {
  const { t } = useTranslation('payments');
  const known = item.details ?? item.proposed;
  return (
    <UnstyledButton className="payee-row" onClick={select} aria-current={current || undefined}>
      <span style={{ minWidth: 0 }}>
        <Text size="sm" fw={600} component="span" display="block" className="ellipsis">
          {item.name}
        </Text>
        <Text size="xs" className="muted" component="span">
          {[item.country, known && masked(known)].filter(Boolean).join(' · ')}
        </Text>
      </span>
      {item.proposed ? (
        <StateMark tone="late" icon={IconHourglass}>
          {t('payee.toConfirm')}
        </StateMark>
      ) : (
        item.confirmed && (
          <StateMark tone="done" icon={IconCircleCheck}>
            {t('payee.confirmed')}
          </StateMark>
        )
      )}
    </UnstyledButton>
  );
}
