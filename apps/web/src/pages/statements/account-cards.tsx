import { SimpleGrid, Text } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { maskedNumber } from '../../money/account-number';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { Empty } from '../../states/states';
import { StateMark } from '../../states/state-mark';
import { balanceEntries } from './entries-link';
import type { Account } from './treasury';

/** Each account with what the bank says it holds, and how far its statements go. */
export function AccountCards({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useTranslation('statements');
  const language = useLanguage();
  if (accounts.length === 0) return <Empty>{t('accounts.empty')}</Empty>;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="sm">
      {accounts.map(({ id, code, name, iban, otherId, balance, currency, lastDay, unmatched }) => (
        <div key={id} className="card padded" data-testid="account">
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="xs" className="muted num">
            {maskedNumber(iban ?? otherId ?? '')}
          </Text>
          <Text fz="lg" fw={650} my={4}>
            <Figure value={balance} {...(currency === 'EUR' && { entries: balanceEntries(code) })} />
          </Text>
          <Text size="xs" className="muted" mb={4}>
            {lastDay ? t('accounts.until', { day: formatDay(lastDay, language) }) : t('accounts.none')}
          </Text>
          {lastDay && (
            <StateMark tone={unmatched > 0 ? 'waiting' : 'done'} icon={unmatched > 0 ? IconClock : IconCheck}>
              {unmatched > 0 ? t('accounts.toExplain', { count: unmatched }) : t('accounts.allExplained')}
            </StateMark>
          )}
        </div>
      ))}
    </SimpleGrid>
  );
}
