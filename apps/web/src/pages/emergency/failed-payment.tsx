import { Stack, Text, TextInput } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { Figure } from '../../money/figure';
import { mayOpen } from '../page';
import { stepUp, useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { StateMark } from '../../states/state-mark';
import { fundApi, type Proposal, REFRESH, type Schemas } from './api';
import { useConnection } from './offline';
import { sourceName } from './source-name';

type Failed = NonNullable<Proposal['failed']>;

const GIVE_UP = 'abandonner';

/** An aid that was granted and has not reached its city: why, where its money is, and the two ways out. */
export function FailedPayment({ proposal, city }: { proposal: Proposal; city: string }) {
  const { t } = useTranslation('emergency');
  const { data: person } = useSession();
  const { online } = useConnection();
  const { failed } = proposal;
  if (!failed) return null;
  const because = online ? undefined : t('decide.because.offline');
  return (
    <Stack gap="xs" data-testid="failed-payment">
      <StateMark tone="late" icon={IconAlertTriangle}>
        {t(`failed.${failed.state}`)}
      </StateMark>
      {failed.reason && <Text size="sm">{t('failed.reason', { reason: failed.reason })}</Text>}
      <GivenBack failed={failed} />
      {mayOpen(person, ['secretariat']) && <PayAgain proposal={proposal} city={city} because={because} />}
      {mayOpen(person, ['presidency']) && <GiveUp proposal={proposal} city={city} because={because} />}
    </Stack>
  );
}

/** What goes back to each source, or what has. */
function GivenBack({ failed: { committed, back } }: { failed: Failed }) {
  const { t } = useTranslation('emergency');
  return (
    <>
      <Text size="sm" className="muted">
        {t(committed ? 'failed.wouldGoBack' : 'failed.wentBack')}
      </Text>
      {back.map(({ account, amount }) => (
        <div key={account} className="emergency-amount">
          <span>{t(sourceName(account))}</span>
          <Figure value={amount} {...(amount.entries && { entries: amount.entries })} />
        </div>
      ))}
    </>
  );
}

interface Act {
  proposal: Proposal;
  city: string;
  because: string | undefined;
}

function PayAgain({ proposal, city, because }: Act) {
  const { t } = useTranslation('emergency');
  const [asked, setAsked] = useState(false);
  const [beneficiary, setBeneficiary] = useState(proposal.beneficiary);
  const { mutate, isPending } = useAct({
    send: (body: Schemas['PayAgainDto'], headers) => {
      const params = { path: { id: proposal.id } };
      return answered(fundApi.POST('/api/emergency-fund/proposals/{id}/pay-again', { params, body, headers }));
    },
    refresh: REFRESH,
    done: () => {
      setAsked(false);
      return { title: t('failed.paidAgain'), text: t('failed.paidAgainText') };
    },
  });
  return (
    <>
      <ActButton fullWidth because={because} onClick={() => setAsked(true)}>
        {t('failed.payAgain')}
      </ActButton>
      {asked && (
        <ConfirmAct
          opened
          close={() => setAsked(false)}
          title={t('failed.payAgainTitle')}
          facts={facts(proposal, city, t)}
          act={t('failed.payAgain')}
          pending={isPending}
          confirm={() => mutate(beneficiary.trim() === '' ? {} : { beneficiary: beneficiary.trim() })}
        >
          <TextInput
            label={t('propose.beneficiary')}
            description={t('failed.beneficiaryHint')}
            value={beneficiary}
            onChange={(event) => setBeneficiary(event.currentTarget.value)}
          />
          <span className="muted">{t(proposal.failed?.committed ? 'failed.staysAside' : 'failed.asideAgain')}</span>
        </ConfirmAct>
      )}
    </>
  );
}

/** The Presidency's: it confirms who it is first, and the address keeps the act meanwhile. */
function GiveUp({ proposal, city, because }: Act) {
  const { t } = useTranslation('emergency');
  const { data: person } = useSession();
  const [{ acte }, change] = useFilters();
  const close = () => change({ acte: undefined });
  const signInFirst = () => stepUp(`${location.pathname}?acte=${GIVE_UP}`);
  const { mutate, isPending } = useAct({
    send: (body: Schemas['ReasonDto'], headers) => {
      const params = { path: { id: proposal.id } };
      return answered(fundApi.POST('/api/emergency-fund/proposals/{id}/cancel', { params, body, headers }));
    },
    refresh: REFRESH,
    done: () => {
      close();
      return { title: t('failed.givenUp') };
    },
    refused: ({ code }) => {
      if (code === 'STEP_UP_REQUIRED') signInFirst();
      return code === 'STEP_UP_REQUIRED';
    },
  });
  const isSignedIn = person?.acr === 'decide';
  return (
    <>
      <ActButton
        variant="default"
        fullWidth
        because={because}
        onClick={() => (isSignedIn ? change({ acte: GIVE_UP }) : signInFirst())}
      >
        {t('failed.giveUp')}
      </ActButton>
      {acte === GIVE_UP && isSignedIn && !because && (
        <ConfirmAct
          opened
          close={close}
          title={t('failed.giveUpTitle')}
          facts={facts(proposal, city, t)}
          act={t('failed.giveUp')}
          tone="grave"
          reason={t('decide.reason')}
          pending={isPending}
          confirm={(reason) => mutate({ reason })}
        >
          {proposal.failed && <GivenBack failed={proposal.failed} />}
        </ConfirmAct>
      )}
    </>
  );
}

function facts({ decision, amount }: Proposal, city: string, t: ReturnType<typeof useTranslation<'emergency'>>['t']) {
  return [
    { label: t('decide.to'), value: city },
    { label: t('decide.granted'), value: <Figure value={decision?.amount ?? amount} /> },
  ];
}
