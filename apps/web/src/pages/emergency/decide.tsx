import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { type Amount, euros, formatAmount, minorOf } from '../../money/format';
import { stepUp, useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { fundApi, type ProposalSheet, REFRESH, type Schemas } from './api';
import { useConnection } from './offline';

const acts = ['accorder', 'modifier', 'refuser', 'renvoyer'] as const;
type Act = (typeof acts)[number];
type Decision = Schemas['DecideDto'];

/** The Presidency's acts. Each confirms who decides first; the address keeps the act while they sign in again. */
export function Decide({ sheet }: { sheet: ProposalSheet }) {
  const { t } = useTranslation('emergency');
  const { data: person } = useSession();
  const [{ acte }, change] = useFilters();
  const because = useBecause(sheet);
  const begin = (act: Act) => {
    if (person?.acr === 'decide') change({ acte: act });
    else stepUp(`${location.pathname}?acte=${act}`);
  };
  const asked = acts.find((act) => act === acte);
  const close = () => change({ acte: undefined });
  return (
    <div className="emergency-acts" data-testid="decide">
      <ActButton
        size="lg"
        fullWidth
        explain
        because={because.grant}
        onClick={() => begin('accorder')}
        data-testid="grant"
      >
        {t('decide.grant')}
      </ActButton>
      <div className="pair">
        <ActButton variant="default" fullWidth because={because.decide} onClick={() => begin('modifier')}>
          {t('decide.modify')}
        </ActButton>
        <ActButton variant="default" fullWidth because={because.decide} onClick={() => begin('refuser')}>
          {t('decide.refuse')}
        </ActButton>
        <ActButton variant="default" fullWidth because={because.decide} onClick={() => begin('renvoyer')}>
          {t('decide.return')}
        </ActButton>
      </div>
      {asked && person?.acr === 'decide' && because.decide === undefined && (
        <Confirm sheet={sheet} act={asked} close={close} />
      )}
    </div>
  );
}

/** Why the acts can't be done now: to grant as proposed, and to decide at all. */
function useBecause({ missingSignatures: missing, mayDecide, availableAfter }: ProposalSheet): {
  grant: string | undefined;
  decide: string | undefined;
} {
  const { t } = useTranslation('emergency');
  const { online } = useConnection();
  const decide = !online
    ? t('decide.because.offline')
    : missing.length > 0
      ? t('decide.because.signatures', {
          count: missing.length,
          missing: missing.map((role) => t(`signer.${role}`)).join(', '),
        })
      : mayDecide
        ? undefined
        : t('decide.because.person');
  return { decide, grant: decide ?? (availableAfter ? undefined : t('decide.because.funds')) };
}

function Confirm({ sheet, act, close }: { sheet: ProposalSheet; act: Act; close: () => void }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { id, version, amount: proposed, about, available, decidesFor } = sheet;
  const [amount, setAmount] = useState(proposed.amount);
  const [note, setNote] = useState('');
  const { mutate, isPending } = useAct({
    send: (body: Decision, headers) =>
      answered(
        fundApi.POST('/api/emergency-fund/proposals/{id}/decision', { params: { path: { id } }, body, headers }),
      ),
    refresh: REFRESH,
    done: () => {
      close();
      return undefined;
    },
    refused: ({ code }) => {
      if (code === 'STEP_UP_REQUIRED') stepUp(`${location.pathname}?acte=${act}`);
      return code === 'STEP_UP_REQUIRED';
    },
  });
  const grants = act === 'accorder' || act === 'modifier';
  const granted = { amount: act === 'modifier' ? amount || '0' : proposed.amount, currency: 'EUR' };
  const [minor, most] = [minorOf(granted.amount), minorOf(proposed.amount)];
  const after = minorOf(available.amount) - minor;
  const fault =
    minor <= 0n || minor > most
      ? t('decide.above', { amount: formatAmount(proposed, language) })
      : after < 0n
        ? t('proposal.notCovered')
        : undefined;
  const outcome = act === 'refuser' ? 'REFUSED' : act === 'renvoyer' ? 'RETURNED' : 'GRANTED';
  const confirm = (reason: string) => {
    if (grants && fault) return;
    const said = grants ? note.trim() : reason;
    mutate({ outcome, version, ...(grants && { amount: granted }), ...(said && { reason: said }) });
  };
  const figures = grants
    ? [
        { label: t('decide.granted'), value: <Figure value={granted} /> },
        { label: t('decide.balance'), value: <Figure value={available} /> },
        { label: t('proposal.after'), value: after < 0n ? t('proposal.notCovered') : <Figure value={euros(after)} /> },
      ]
    : [{ label: t('proposal.amount'), value: <Figure value={proposed} /> }];
  const name = grants ? 'grant' : act === 'refuser' ? 'refuse' : 'return';
  return (
    <ConfirmAct
      opened
      close={close}
      title={t(`decide.${name}Title`)}
      facts={[{ label: t('decide.to'), value: about.city }, ...figures]}
      act={t(`decide.${name}Act`, { amount: formatAmount(granted, language) })}
      tone={act === 'refuser' ? 'grave' : 'plain'}
      {...(!grants && { reason: t('decide.reason') })}
      pending={isPending}
      confirm={confirm}
    >
      {act === 'modifier' && (
        <InPart most={proposed} amount={amount} setAmount={setAmount} fault={fault} note={note} setNote={setNote} />
      )}
      {decidesFor && <span className="muted">{t('decide.standIn', { name: decidesFor })}</span>}
      {grants && <span className="muted">{t('decide.irreversible')}</span>}
    </ConfirmAct>
  );
}

interface Part {
  most: Amount;
  amount: string;
  setAmount: (amount: string) => void;
  fault: string | undefined;
  note: string;
  setNote: (note: string) => void;
}

/** Less than was proposed, and why. */
function InPart({ most, amount, setAmount, fault, note, setNote }: Part) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  return (
    <>
      <AmountField
        label={t('decide.granted')}
        description={t('decide.above', { amount: formatAmount(most, language) })}
        currency="EUR"
        value={amount}
        onChange={setAmount}
        error={fault}
        data-autofocus
      />
      <Textarea
        label={t('decide.reasonOptional')}
        description={t('decide.reasonHint')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={2}
      />
    </>
  );
}
