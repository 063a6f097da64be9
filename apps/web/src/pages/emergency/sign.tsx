import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { Figure } from '../../money/figure';
import { fundApi, type ProposalSheet, REFRESH } from './api';
import { useConnection } from './offline';

/** The signature that the reader may give, in person or for somebody who is away. */
export function Sign({ sheet: { id, version, amount, about, maySignAs } }: { sheet: ProposalSheet }) {
  const { t } = useTranslation('emergency');
  const { online } = useConnection();
  const [asked, setAsked] = useState(false);
  const { mutate, isPending } = useAct({
    send: (_: void, headers) => {
      const params = { path: { id } };
      return answered(
        fundApi.POST('/api/emergency-fund/proposals/{id}/signatures', { params, body: { version }, headers }),
      );
    },
    refresh: REFRESH,
    done: () => {
      setAsked(false);
      return { title: t('sign.done') };
    },
  });
  const [role] = maySignAs;
  if (!role) return null;
  return (
    <>
      <ActButton
        size="lg"
        fullWidth
        explain
        because={online ? undefined : t('decide.because.offline')}
        onClick={() => setAsked(true)}
      >
        {t('sign.act')}
      </ActButton>
      {asked && (
        <ConfirmAct
          opened
          close={() => setAsked(false)}
          title={t('sign.title')}
          facts={[
            { label: t('decide.to'), value: about.city },
            { label: t('proposal.amount'), value: <Figure value={amount} /> },
          ]}
          act={t('sign.actAs', { role: t(`signer.${role}`) })}
          pending={isPending}
          confirm={() => mutate()}
        />
      )}
    </>
  );
}
