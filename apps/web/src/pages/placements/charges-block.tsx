import { Text } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { StateMark } from '../../states/state-mark';
import { interestApi, REFRESH, type Schemas } from './api';
import { Block } from './block';
import { ProposeCharge } from './propose-charge';
import { useMay } from './use-may';

type Policy = Schemas['ChargePolicyDto'];

/** Who bears negative interest: what was decided, and what waits to be confirmed. */
export function ChargesBlock({ charges: { bearer, policies } }: { charges: Schemas['ChargesDto'] }) {
  const { t } = useTranslation('placements');
  return (
    <Block title={t('charges.title')} about={t('charges.now', { bearer: t(`charges.${bearer}`) })} testid="charges">
      <div>
        {policies.map((policy) => (
          <PolicyLine key={policy.id} policy={policy} />
        ))}
      </div>
      <ProposeCharge />
    </Block>
  );
}

function PolicyLine({ policy }: { policy: Policy }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const isConfirmed = policy.status === 'CONFIRMED';
  const day = formatDay(policy.from, language);
  return (
    <div className="placements-pending">
      <Text>
        {t('charges.policy', { bearer: t(`charges.${policy.bearer}`), day })}
        <Text span className="muted" size="sm">
          {' '}
          {policy.reason}
        </Text>
      </Text>
      {isConfirmed ? (
        <StateMark tone="done" icon={IconCheck}>
          {t('charges.confirmed')}
        </StateMark>
      ) : (
        <Confirm policy={policy} day={day} />
      )}
    </div>
  );
}

function Confirm({ policy: { id, bearer }, day }: { policy: Policy; day: string }) {
  const { t } = useTranslation('placements');
  const [asking, setAsking] = useState(false);
  const may = useMay('finance-controller');
  const confirm = useAct({
    send: (policy: string, headers) =>
      answered(
        interestApi.POST('/api/emergency-fund/charge-policies/{id}/confirm', {
          params: { path: { id: policy } },
          headers: { ...headers },
        }),
      ),
    refresh: REFRESH,
    done: () => {
      setAsking(false);
      return { title: t('charges.confirmDone') };
    },
  });
  return (
    <>
      <StateMark tone="waiting" icon={IconClock}>
        {t('charges.pending')}
      </StateMark>
      <ActButton size="xs" because={may ? undefined : t('charges.confirmBecause')} onClick={() => setAsking(true)}>
        {t('charges.confirm')}
      </ActButton>
      <ConfirmAct
        opened={asking}
        close={() => setAsking(false)}
        title={t('charges.ask')}
        facts={[
          { label: t('charges.bearer'), value: t(`charges.${bearer}`) },
          { label: t('charges.from'), value: day },
        ]}
        act={t('charges.confirm')}
        pending={confirm.isPending}
        confirm={() => confirm.mutate(id)}
      >
        <Text size="sm">{t('charges.effect')}</Text>
      </ConfirmAct>
    </>
  );
}
