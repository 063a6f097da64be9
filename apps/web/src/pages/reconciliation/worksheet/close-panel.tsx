import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { ConfirmAct } from '../../../acts/confirm-act';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatMonth } from '../../../money/format';
import { useMayClose } from '../roles';
import type { Sheet } from '../treasury';
import { minorIn } from '../../../money/minor';
import { useClose } from '../account/use-periods';

/** Everything is explained: the month may be closed, by a controller. */
export function ClosePanel({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const mayClose = useMayClose();
  const [asked, setAsked] = useState(false);
  const month = sheet.to.slice(0, 7);
  const close = useClose(sheet.account, () => setAsked(false));
  const zero = minorIn(sheet.difference.amount, sheet.currency) === 0n;
  const closed = sheet.closedMonths.includes(month);
  const name = formatMonth(month, language, 'long');
  if (closed) {
    return (
      <div className="banner" data-testid="month-closed">
        <span>🔒 {t('closing.closed', { month: name })}</span>
        <Links account={sheet.account} />
      </div>
    );
  }
  const because = !zero ? t('closing.notZero') : mayClose ? undefined : t('closing.controllerOnly');
  return (
    <Group justify="space-between" gap="xs">
      <Text fw={600} data-testid="all-done">
        {zero && `✓ ${t('closing.done')}`}
      </Text>
      <Group gap="xs">
        <Links account={sheet.account} />
        <ActButton because={because} onClick={() => setAsked(true)} data-testid="close-month">
          {t('closing.act', { month: name })}
        </ActButton>
      </Group>
      <ConfirmAct
        opened={asked}
        close={() => setAsked(false)}
        title={t('closing.title', { month: name })}
        facts={[
          { label: t('closing.account'), value: sheet.accountName },
          { label: t('closing.balance'), value: <Figure value={sheet.closing} /> },
          { label: t('equation.difference'), value: <Figure value={sheet.difference} /> },
        ]}
        act={t('closing.act', { month: name })}
        pending={close.isPending}
        confirm={() => close.mutate({ month })}
      >
        <Text size="sm">{t('closing.text')}</Text>
      </ConfirmAct>
    </Group>
  );
}

/** Where the account stands as a whole, and what was learnt from its lines. */
function Links({ account }: { account: string }) {
  const { t } = useTranslation('reconciliation');
  return (
    <Group gap="xs">
      <PageLink to="/rapprochement/regles">{t('rules.link')}</PageLink>
      <PageLink to={`/rapprochement/comptes/${account}`}>{t('account.open')}</PageLink>
    </Group>
  );
}

function PageLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Button variant="default" size="sm" renderRoot={(props) => <Link to={to as '/'} {...props} />}>
      {children}
    </Button>
  );
}
