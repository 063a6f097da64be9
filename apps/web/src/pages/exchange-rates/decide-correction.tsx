import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDayShort, percentDigits } from '../../money/format';
import { useSession } from '../../session/session';
import { type Correction, type ExchangeRate, RATES, treasury } from './exchange-rates-api';

interface Props {
  rate: ExchangeRate;
  correction: Correction;
}

/** A correction that waits: a controller who didn't ask for it confirms it, or puts it aside; whoever asked withdraws it. */
export function DecideCorrection({ rate, correction: { id, rate: next, reason, askedBy, askedByName } }: Props) {
  const { t } = useTranslation('exchangeRates');
  const language = useLanguage();
  const { data: person } = useSession();
  const [asking, setAsking] = useState<'confirm' | 'decline'>();
  const close = () => setAsking(undefined);
  const path = { params: { path: { id } } };
  const confirm = useAct({
    send: (_: undefined, headers) =>
      answered(
        treasury.POST('/api/treasury/exchange-rates/corrections/{id}/confirm', { ...path, headers: { ...headers } }),
      ),
    refresh: RATES,
    done: () => ({ title: t('decide.done') }),
  });
  const decline = useAct({
    send: (why: string, headers) =>
      answered(
        treasury.POST('/api/treasury/exchange-rates/corrections/{id}/decline', {
          ...path,
          body: { reason: why },
          headers: { ...headers },
        }),
      ),
    refresh: RATES,
    done: () => ({ title: t('decide.declined') }),
  });
  const own = person?.id === askedBy;
  const controls = person?.roles.includes('finance-controller') ?? false;
  const obstacle = !controls ? t('decide.controllerOnly') : own ? t('decide.own') : undefined;
  const digits = (text: string) => percentDigits(text, language);
  const facts = [
    { label: t('decide.former'), value: `${digits(rate.rate)} (${rate.source})` },
    { label: t('decide.next'), value: digits(next) },
    { label: t('decide.why'), value: reason },
    { label: t('decide.who'), value: askedByName },
  ];
  return (
    <>
      <Text size="sm">{t('asked', { rate: digits(next), name: askedByName })}</Text>
      <Text size="xs" className="muted">
        {t('because', { reason })}
      </Text>
      <Group gap={6} wrap="nowrap" mt={4}>
        <ActButton size="compact-sm" because={obstacle} onClick={() => setAsking('confirm')}>
          {t('decide.confirm')}
        </ActButton>
        {(controls || own) && (
          <Button size="compact-sm" variant="subtle" onClick={() => setAsking('decline')}>
            {t(own ? 'decide.withdraw' : 'decide.decline')}
          </Button>
        )}
      </Group>
      <ConfirmAct
        opened={asking === 'confirm'}
        close={close}
        title={t('decide.title', { currency: rate.currency, day: formatDayShort(rate.day, language) })}
        facts={facts}
        act={t('decide.act', { rate: digits(next) })}
        pending={confirm.isPending}
        confirm={() => confirm.mutate(undefined, { onSettled: close })}
      >
        <Text size="sm">{t('decide.effect')}</Text>
      </ConfirmAct>
      <ConfirmAct
        opened={asking === 'decline'}
        close={close}
        title={t('decide.declineTitle')}
        facts={facts}
        act={t(own ? 'decide.withdraw' : 'decide.decline')}
        reason={t('decide.reason')}
        pending={decline.isPending}
        confirm={(why) => decline.mutate(why, { onSettled: close })}
      />
    </>
  );
}
