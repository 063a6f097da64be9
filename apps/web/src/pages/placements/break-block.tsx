import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount, formatDay } from '../../money/format';
import { interestApi, type Placement, REFRESH } from './api';
import { Block } from './block';
import { percentText } from './rate-text';
import { useMay } from './use-may';

/** The early end of a deposit: asked for with its reason, confirmed by another person. */
export function BreakBlock({ placement }: { placement: Placement }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const { break: asked } = placement;
  if (!asked)
    return (
      <Block title={t('break.title')} acts={<AskBreak placement={placement} />} testid="break">
        <Text size="sm">{t('break.lost')}</Text>
      </Block>
    );
  const isConfirmed = asked.status === 'CONFIRMED';
  const words = {
    day: formatDay(asked.endsOn, language),
    rate: percentText(asked.rate, language),
    reason: asked.reason,
  };
  return (
    <Block
      title={t('break.title')}
      acts={!isConfirmed && <ConfirmBreak placement={placement} day={words.day} rate={words.rate} />}
      testid="break"
    >
      <Text>{t(isConfirmed ? 'break.confirmed' : 'break.asked', words)}</Text>
    </Block>
  );
}

function AskBreak({ placement }: { placement: Placement }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const may = useMay('finance-officer');
  const ask = useAct({
    send: (reason: string, headers) =>
      answered(
        interestApi.POST('/api/emergency-fund/placements/{id}/break', {
          params: { path: { id: placement.code } },
          body: { reason },
          headers: { ...headers },
        }),
      ),
    refresh: REFRESH,
    done: () => {
      setAsking(false);
      return { title: t('break.done'), text: t('break.doneText') };
    },
  });
  return (
    <>
      <ActButton variant="default" because={may ? undefined : t('break.askBecause')} onClick={() => setAsking(true)}>
        {t('break.act')}
      </ActButton>
      <ConfirmAct
        opened={asking}
        close={() => setAsking(false)}
        title={t('break.ask')}
        facts={factsOf(placement, t, language)}
        act={t('break.act')}
        tone="grave"
        reason={t('break.reason')}
        pending={ask.isPending}
        confirm={(reason) => ask.mutate(reason)}
      >
        <Text size="sm">{t('break.lost')}</Text>
      </ConfirmAct>
    </>
  );
}

function factsOf(
  { principal, noticeDays, breakRate }: Placement,
  t: ReturnType<typeof useTranslation<'placements'>>['t'],
  language: ReturnType<typeof useLanguage>,
) {
  return [
    ...(principal ? [{ label: t('break.capital'), value: formatAmount(principal, language) }] : []),
    ...(noticeDays === null ? [] : [{ label: t('one.notice'), value: t('one.noticeDays', { count: noticeDays }) }]),
    ...(breakRate === null ? [] : [{ label: t('one.breakRate'), value: percentText(breakRate, language) }]),
  ];
}

function ConfirmBreak({ placement, day, rate }: { placement: Placement; day: string; rate: string }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const may = useMay('finance-controller');
  const confirm = useAct({
    send: (id: string, headers) =>
      answered(
        interestApi.POST('/api/emergency-fund/placements/{id}/break/confirm', {
          params: { path: { id } },
          headers: { ...headers },
        }),
      ),
    refresh: REFRESH,
    done: () => {
      setAsking(false);
      return { title: t('break.confirmDone') };
    },
  });
  return (
    <>
      <ActButton because={may ? undefined : t('break.because')} onClick={() => setAsking(true)}>
        {t('break.confirm')}
      </ActButton>
      <ConfirmAct
        opened={asking}
        close={() => setAsking(false)}
        title={t('break.ask')}
        facts={[
          ...factsOf(placement, t, language).slice(0, 1),
          { label: t('one.matures'), value: day },
          { label: t('one.breakRate'), value: rate },
        ]}
        act={t('break.confirm')}
        tone="grave"
        pending={confirm.isPending}
        confirm={() => confirm.mutate(placement.code)}
      >
        <Text size="sm">{t('break.lost')}</Text>
      </ConfirmAct>
    </>
  );
}
