import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { colon } from '../../i18n/colon';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { mayOpen } from '../page';
import { useSession } from '../../session/session';
import { type CaseSheet, fundApi, REFRESH } from './api';
import { FailedPayment } from './failed-payment';
import { useConnection } from './offline';
import { Propose } from './propose';
import { Letters } from './receipt';
import { Signatures } from './signatures';

/** Proposals of a case: the one that waits first, then every version with what became of it. */
export function CaseProposals({ sheet }: { sheet: CaseSheet }) {
  const { t } = useTranslation('emergency');
  const { data: person } = useSession();
  const [writing, setWriting] = useState(false);
  const { online } = useConnection();
  const latest = sheet.proposals.at(-1);
  const failed = sheet.proposals.findLast((proposal) => proposal.failed);
  const open = sheet.stage !== 'CLOSED';
  const proposes = open && person && mayOpen(person, ['committee-presidency', 'secretariat']);
  const waits = latest && (latest.state === 'SUBMITTED' || latest.state === 'RETURNED');
  const offline = online ? undefined : t('decide.because.offline');
  return (
    <Stack gap="md">
      {sheet.versions.length === 0 && <Text className="muted">{t('case.noProposal')}</Text>}
      {latest?.state === 'SUBMITTED' && (
        <Stack gap="xs">
          <Signatures proposal={latest} />
          <Button component={Link} to={`/urgence/propositions/${latest.id}`} size="md">
            {t('toDecide.read')}
          </Button>
        </Stack>
      )}
      {failed && <FailedPayment proposal={failed} city={sheet.city} />}
      <Versions sheet={sheet} />
      {writing ? (
        <Propose sheet={sheet} latest={waits ? latest : undefined} close={() => setWriting(false)} />
      ) : (
        <>
          {proposes && (
            <ActButton variant={waits ? 'default' : 'filled'} because={offline} onClick={() => setWriting(true)}>
              {t(waits ? 'case.proposeAgain' : 'case.propose')}
            </ActButton>
          )}
          {open && !sheet.calledOn && sheet.versions.length === 0 && <Call sheet={sheet} offline={offline} />}
        </>
      )}
    </Stack>
  );
}

function Versions({ sheet }: { sheet: CaseSheet }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const present = new Map(sheet.proposals.map(({ id, version }) => [id, version]));
  return (
    <ul className="emergency-lines" data-testid="versions">
      {sheet.versions.map(({ proposal, version, amount, purpose, by, on, signatures, decision }) => (
        <li key={`${proposal} ${version}`}>
          <span>
            <strong>{t('proposal.version', { version })}</strong>{' '}
            <span className="muted">{t('proposal.by', { name: by, day: formatDay(on, language) })}</span>
          </span>
          <Figure value={amount} />
          <Text size="sm" className="emergency-text wide">
            {purpose}
          </Text>
          {present.get(proposal) !== version && signatures.length > 0 && (
            <Text size="sm" className="muted wide">
              {signatures.map(({ role }) => t(`signer.${role}`)).join(', ') + colon(language) + t('proposal.voided')}
            </Text>
          )}
          {decision && (
            <div className="wide">
              <Text size="sm">
                <strong>{t('receipt.title', { number: decision.number })}</strong> —{' '}
                {t(`receipt.${decision.outcome === 'GRANTED' && decision.inPart ? 'PART' : decision.outcome}`)}
                {decision.amount && colon(language)}
                {decision.amount && <Figure value={decision.amount} />}
              </Text>
              {decision.reason && (
                <Text size="sm" className="muted emergency-text">
                  {decision.reason}
                </Text>
              )}
              <Letters decision={decision} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Call({ sheet: { id }, offline }: { sheet: CaseSheet; offline: string | undefined }) {
  const { t } = useTranslation('emergency');
  const { data: person } = useSession();
  const { mutate, isPending } = useAct({
    send: (_: void, headers) =>
      answered(fundApi.POST('/api/emergency-fund/cases/{id}/call', { params: { path: { id } }, body: {}, headers })),
    refresh: REFRESH,
    done: () => ({ title: t('case.calledNow') }),
  });
  if (!person || !mayOpen(person, ['committee-presidency', 'secretariat', 'presidency'])) return null;
  return (
    <ActButton variant="default" because={offline} loading={isPending} onClick={() => mutate()}>
      {t('case.call')}
    </ActButton>
  );
}
