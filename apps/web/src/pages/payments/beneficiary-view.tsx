import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { useSession } from '../../session/session';
import { StateMark } from '../../states/state-mark';
import { BlockSkeleton, Loaded } from '../../states/states';
import { latePart } from '../../parts/late-part';
import { ChangeHistory, numberOf } from './change-history';
import { ConfirmDetails } from './confirm-details';
import { RejectDetails } from './reject-details';
import { type BankDetails, type Beneficiary, useChanges } from './payments-api';

const BeneficiaryForm = latePart(() => import('./beneficiary-form'));

/** One beneficiary: what is in force, what waits for a second person, and all that was ever changed. */
export function BeneficiaryView({ beneficiary }: { beneficiary: Beneficiary }) {
  const { t } = useTranslation('payments');
  const { name, code, country, details, recentChange } = beneficiary;
  return (
    <section className="card padded" aria-label={name} data-testid="beneficiary">
      <Stack gap="md">
        <Group justify="space-between" align="start">
          <div>
            <Title order={2}>{name}</Title>
            <Text size="sm" className="muted">
              {code} · {country}
            </Text>
          </div>
          <ChangeAct beneficiary={beneficiary} />
        </Group>
        <Proposed beneficiary={beneficiary} />
        <div className="details-block">
          <Group justify="space-between" mb="xs">
            <Text fw={600}>{t('payee.inForce')}</Text>
            {recentChange && (
              <StateMark tone="late" icon={IconAlertTriangle}>
                {t('check.BANK_DETAILS_CHANGED_RECENTLY', { count: recentChange.daysAgo })}
              </StateMark>
            )}
          </Group>
          {details ? <Details details={details} /> : <Text className="muted">{t('payee.nothing')}</Text>}
          <Doubts beneficiary={beneficiary} />
        </div>
        <Title order={3} size="sm">
          {t('payee.history')}
        </Title>
        <Loaded query={useChanges(beneficiary.id)} skeleton={<BlockSkeleton height={120} />}>
          {(changes) => <ChangeHistory changes={changes} />}
        </Loaded>
      </Stack>
    </section>
  );
}

function ChangeAct({ beneficiary }: { beneficiary: Beneficiary }) {
  const { t } = useTranslation('payments');
  const { data: person } = useSession();
  const [opened, { open, close }] = useDisclosure();
  if (!person?.roles.includes('finance-officer')) return null;
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('payee.change')}
      </Button>
      {opened && (
        <Suspense>
          <BeneficiaryForm beneficiary={beneficiary} close={close} />
        </Suspense>
      )}
    </>
  );
}

function Proposed({ beneficiary }: { beneficiary: Beneficiary }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const { proposed, proposedName, proposedBy, proposedOn } = beneficiary;
  if (!proposed) return null;
  return (
    <div className="details-block" data-proposed>
      <Text fw={600}>{t('payee.proposed')}</Text>
      {proposedOn && (
        <Text size="xs" className="muted" mb="xs">
          {t('payee.proposedBy', { name: proposedName ?? proposedBy, day: formatDay(proposedOn, language) })}
        </Text>
      )}
      <Details details={proposed} />
      <Group mt="sm">
        <ConfirmDetails beneficiary={beneficiary} proposed={proposed} />
        <RejectDetails beneficiary={beneficiary} proposed={proposed} />
      </Group>
    </div>
  );
}

function Doubts({ beneficiary: { doubts } }: { beneficiary: Beneficiary }) {
  const { t } = useTranslation('payments');
  return doubts.map((doubt) => (
    <Text key={doubt} size="sm" mt="xs" className="doubt">
      <IconAlertTriangle size={14} /> {t(`payee.doubt.${doubt}`)}
    </Text>
  ));
}

function Details({ details }: { details: BankDetails }) {
  const { t } = useTranslation('payments');
  const { line, building, postCode, town, region } = details.address;
  const place = [[building, line].filter(Boolean).join(' '), [postCode, town].filter(Boolean).join(' '), region];
  const facts: [string, string | null | undefined][] = [
    [t(`payee.kind.${details.kind}`), grouped(numberOf(details))],
    [t('payee.bic'), details.bic],
    [t('payee.holder'), details.holder],
    [t('payee.address'), place.filter(Boolean).join(', ')],
    [
      t('payee.regulatory'),
      details.regulatory && [details.regulatory.code, details.regulatory.text].filter(Boolean).join(' · '),
    ],
  ];
  return (
    <dl className="facts">
      {facts.map(
        ([label, value]) =>
          value && (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="wrap">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** By fours, as it is read aloud. */
function grouped(number: string): string {
  return /\s/.test(number) ? number : number.replace(/(.{4})(?=.)/g, '$1\u00a0');
}
