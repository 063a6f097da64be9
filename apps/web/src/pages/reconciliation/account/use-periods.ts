import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '../../../api/client';
import { useAct } from '../../../acts/use-act';
import { useLanguage } from '../../../i18n/i18n';
import { formatMonth } from '../../../money/format';
import { reconciliationKey, treasury } from '../treasury';

export function usePeriods(account: string) {
  return useQuery({
    queryKey: ['reconciliation', 'periods', account],
    queryFn: async () =>
      (await answered(treasury.GET('/api/treasury/accounts/{id}/periods', { params: { path: { id: account } } })))
        .items,
  });
}

/** Closes a month of an account. */
export function useClose(account: string, after: () => void) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  return useAct({
    send: ({ month }: { month: string }, headers) =>
      answered(
        treasury.POST('/api/treasury/accounts/{id}/periods/{month}/close', {
          params: { path: { id: account, month } },
          headers: { ...headers },
        }),
      ),
    refresh: [reconciliationKey],
    done: ({ locked }, { month }) => {
      after();
      return {
        title: t('closing.said', { month: formatMonth(month, language, 'long') }),
        text: locked ? t('closing.locked') : undefined,
      };
    },
  });
}

/** Asks that a month be opened again, or grants it to whoever asked. */
export function useReopen(after: () => void) {
  const { t } = useTranslation('reconciliation');
  return useAct({
    send: ({ month, reason }: { month: string; reason: string }, headers) =>
      answered(
        treasury.POST('/api/treasury/periods/{month}/reopen', {
          params: { path: { month } },
          body: { reason },
          headers: { ...headers },
        }),
      ),
    refresh: [reconciliationKey],
    done: ({ status }) => {
      after();
      return { title: t(status === 'ASKED' ? 'reopen.asked' : 'reopen.granted') };
    },
  });
}
