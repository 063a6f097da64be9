import { Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { DayField } from '../../forms/day-field';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, formatRate } from '../../money/format';
import { useSession } from '../../session/session';
import { Empty } from '../../states/states';
import { mayOpen } from '../page';
import { disbursements, keys, type Tranche } from './tranches-api';

/** What the city's bank gave for the tranche in local currency, from its advice. */
export function Conversion({ tranche }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const language = useLanguage();
  const { data: person } = useSession();
  const [saying, { open, close }] = useDisclosure();
  const { conversion, localCurrency, status } = tranche;
  if (!localCurrency || localCurrency === 'EUR' || status !== 'PAID') return null;
  return (
    <section className="card padded" aria-labelledby="conversion" data-testid="conversion">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="conversion">
          {t('conversion.title', { currency: localCurrency })}
        </Title>
        {mayOpen(person, ['city', 'project-officer']) && (
          <Button variant="default" size="xs" className="no-print" onClick={open}>
            {conversion ? t('conversion.change') : t('conversion.say')}
          </Button>
        )}
      </Group>
      {conversion ? (
        <dl className="facts">
          <div>
            <dt>{t('conversion.given', { day: formatDay(conversion.on, language) })}</dt>
            <dd>
              <Figure value={conversion.local} />
            </dd>
          </div>
          <div>
            <dt>{t('conversion.rate')}</dt>
            <dd>
              {t('conversion.perEuro', {
                rate: formatRate(conversion.localPerEuro, language),
                currency: localCurrency,
              })}
            </dd>
          </div>
          <div>
            <dt>{t('conversion.source')}</dt>
            <dd>{conversion.source}</dd>
          </div>
        </dl>
      ) : (
        <Empty>{t('conversion.none')}</Empty>
      )}
      {saying && <ConversionForm tranche={tranche} currency={localCurrency} close={close} />}
    </section>
  );
}

interface FormProps {
  tranche: Tranche;
  currency: string;
  close: () => void;
}

function ConversionForm({ tranche, currency, close }: FormProps) {
  const { t } = useTranslation('tranches');
  const { t: shared } = useTranslation();
  const { conversion } = tranche;
  const [said, setSaid] = useState({
    amount: conversion?.local.amount ?? '',
    on: conversion?.on ?? tranche.paidOn ?? '',
    source: conversion?.source ?? '',
  });
  const [tried, setTried] = useState(false);
  const missing = (value: string) => tried && !value.trim() && shared('form.required');
  const act = useAct({
    send: ({ amount, on, source }: typeof said, headers) =>
      answered(
        disbursements.PUT('/api/disbursements/tranches/{id}/conversion', {
          params: { path: { id: tranche.code } },
          body: { local: { amount, currency }, on, source: source.trim() },
          headers,
        }),
      ),
    refresh: [keys.tranches],
    done: () => {
      close();
      return { title: t('conversion.saved') };
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('conversion.say')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (said.amount && said.on && said.source.trim()) act.mutate(said);
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('conversion.help')}</Text>
          <Text size="sm">
            {t('amount')} <Figure value={tranche.amount} />
          </Text>
          <AmountField
            label={t('conversion.amount')}
            currency={currency}
            value={said.amount}
            onChange={(amount) => setSaid({ ...said, amount })}
            error={missing(said.amount)}
            withAsterisk
          />
          <DayField
            label={t('conversion.on')}
            value={said.on}
            onChange={(on) => setSaid({ ...said, on })}
            error={missing(said.on)}
            withAsterisk
          />
          <TextInput
            label={t('conversion.source')}
            description={t('conversion.sourceHelp')}
            value={said.source}
            onChange={(event) => setSaid({ ...said, source: event.currentTarget.value })}
            error={missing(said.source)}
            withAsterisk
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('conversion.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
