import { Button, Group, Text, Title } from '@mantine/core';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconLockOpen from '@tabler/icons-react/dist/esm/icons/IconLockOpen.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { ConfirmAct } from '../../../acts/confirm-act';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDay, formatMonth } from '../../../money/format';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { StateMark } from '../../../states/state-mark';
import { useMayClose } from '../roles';
import type { Period } from '../treasury';
import { useClose, usePeriods, useReopen } from './use-periods';

/** Two years: who looks for an older month asks for all. */
const SHOWN = 24;

type Asked = { period: Period; act: 'close' | 'reopen' };

/** Months of the account: closing them, and the two controllers that reopen one. */
export function Months({ account }: { account: string }) {
  const { t } = useTranslation('reconciliation');
  const periods = usePeriods(account);
  const [asked, setAsked] = useState<Asked>();
  const [all, setAll] = useState(false);
  return (
    <section className="card padded" data-testid="months">
      <Title order={2} mb={8}>
        {t('months.title')}
      </Title>
      <Loaded query={periods} skeleton={<BlockSkeleton height={200} />}>
        {(items) => (
          <>
            <ul className="matched">
              {items.slice(0, all ? undefined : SHOWN).map((period) => (
                <Month key={period.month} period={period} ask={(act) => setAsked({ period, act })} />
              ))}
            </ul>
            {!all && items.length > SHOWN && (
              <Button variant="default" mt="sm" onClick={() => setAll(true)}>
                {t('months.all', { count: items.length })}
              </Button>
            )}
          </>
        )}
      </Loaded>
      {asked && <Confirm account={account} {...asked} close={() => setAsked(undefined)} />}
    </section>
  );
}

function Month({ period, ask }: { period: Period; ask: (act: Asked['act']) => void }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const because = useMonthBlocked(period);
  const { month, state, balance, closedBy, closedAt, reopening, openEntries } = period;
  const open = state === 'OPEN';
  const day = closedAt ? formatDay(closedAt.slice(0, 10), language) : '';
  return (
    <li data-testid="month">
      <div style={{ minWidth: 0 }}>
        <Group gap="xs">
          <Text fw={550}>{formatMonth(month, language, 'long')}</Text>
          <StateMark tone={open ? 'neutral' : 'done'} icon={open ? IconLockOpen : IconLock}>
            {t(`months.${state}`)}
          </StateMark>
        </Group>
        <Text size="sm" className="muted wrap">
          {open ? t('months.open', { count: openEntries }) : t('months.closedBy', { name: closedBy ?? '', day })}
        </Text>
        {reopening && (
          <Text size="sm" className="wrap" data-testid="reopening">
            {t('reopen.waiting', { name: reopening.askedBy, reason: reopening.reason })}
          </Text>
        )}
      </div>
      {balance ? <Figure value={balance} /> : <span />}
      <ActButton size="xs" variant="default" because={because} onClick={() => ask(open ? 'close' : 'reopen')}>
        {t(open ? 'months.close' : reopening ? 'reopen.grant' : 'reopen.act')}
      </ActButton>
    </li>
  );
}

function useMonthBlocked({ over, state, openEntries, reopening }: Period): string | undefined {
  const { t } = useTranslation('reconciliation');
  const mayClose = useMayClose();
  if (!mayClose) return t('closing.controllerOnly');
  if (state === 'OPEN') return !over ? t('months.notOver') : openEntries > 0 ? t('closing.notZero') : undefined;
  return reopening?.mine ? t('reopen.other') : undefined;
}

function Confirm({ account, period, act, close }: Asked & { account: string; close: () => void }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const closing = useClose(account, close);
  const reopening = useReopen(close);
  const { month } = period;
  const name = formatMonth(month, language, 'long');
  const facts = [
    { label: t('closing.account'), value: account },
    { label: t('months.month'), value: name },
  ];
  if (act === 'close') {
    return (
      <ConfirmAct
        opened
        close={close}
        title={t('closing.title', { month: name })}
        facts={facts}
        act={t('closing.act', { month: name })}
        pending={closing.isPending}
        confirm={() => closing.mutate({ month })}
      >
        <Text size="sm">{t('closing.text')}</Text>
      </ConfirmAct>
    );
  }
  const granted = period.reopening;
  return (
    <ConfirmAct
      opened
      close={close}
      title={t('reopen.title', { month: name })}
      facts={
        granted
          ? [
              ...facts,
              { label: t('reopen.reason'), value: granted.reason },
              { label: t('reopen.askedBy'), value: granted.askedBy },
            ]
          : facts
      }
      act={t(granted ? 'reopen.grant' : 'reopen.act')}
      tone="grave"
      {...(!granted && { reason: t('reopen.reason') })}
      pending={reopening.isPending}
      confirm={(reason) => reopening.mutate({ month, reason: granted?.reason ?? reason })}
    >
      <Text size="sm">{t('reopen.text')}</Text>
    </ConfirmAct>
  );
}
