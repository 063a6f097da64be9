import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { interestApi, type Placement, type Rate, REFRESH } from './api';
import { Block } from './block';
import { rateText } from './rate-text';
import { useMay } from './use-may';

/** Rates that somebody proposed and another has to confirm. */
export function PendingRates({ placements }: { placements: readonly Placement[] }) {
  const { t } = useTranslation('placements');
  const pending = placements.flatMap(({ rates }) => rates.filter(({ status }) => status === 'PENDING'));
  if (pending.length === 0) return null;
  return (
    <Block title={t('pending.title')} testid="pending-rates">
      <div>
        {pending.map((rate) => (
          <PendingRate key={rate.id} rate={rate} />
        ))}
      </div>
    </Block>
  );
}

function PendingRate({ rate }: { rate: Rate }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const may = useMay('finance-controller');
  const words = rateText(rate, language, t('rates.floor'));
  const day = formatDay(rate.from, language);
  const confirm = useAct({
    send: (id: string, headers) =>
      answered(
        interestApi.POST('/api/emergency-fund/placements/rates/{rate}/confirm', {
          params: { path: { rate: id } },
          headers: { ...headers },
        }),
      ),
    refresh: REFRESH,
    done: () => {
      setAsking(false);
      return { title: t('pending.done'), text: t('pending.doneText', { day }) };
    },
  });
  return (
    <div className="placements-pending">
      <Text>
        <strong>{rate.placement}</strong> <span className="num">{words}</span>{' '}
        <span className="muted">{t('pending.from', { day })}</span>
      </Text>
      <ActButton size="xs" because={may ? undefined : t('pending.because')} onClick={() => setAsking(true)}>
        {t('pending.confirm', { rate: words })}
      </ActButton>
      <ConfirmAct
        opened={asking}
        close={() => setAsking(false)}
        title={t('pending.ask')}
        facts={[
          { label: t('pending.placement'), value: rate.placement },
          { label: t('pending.rate'), value: words },
          { label: t('pending.day'), value: day },
        ]}
        act={t('pending.confirm', { rate: words })}
        pending={confirm.isPending}
        confirm={() => confirm.mutate(rate.id)}
      >
        <Text size="sm">{t('pending.effect')}</Text>
      </ConfirmAct>
    </div>
  );
}
