import { useTranslation } from 'react-i18next';
import { ConfirmAct } from '../../../acts/confirm-act';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { Figure } from '../../../money/figure';
import { contributions, type InstalmentDetail } from '../contributions-api';

/** Takes a call back before anything came: the instalment is expected again. */
export function WithdrawDialog({
  agreement,
  instalment,
  close,
}: {
  agreement: string;
  instalment: InstalmentDetail;
  close: () => void;
}) {
  const { t } = useTranslation('contributions');
  const { number, outstanding, reference } = instalment;
  const act = useAct({
    send: (reason: string, headers) =>
      answered(
        contributions.POST('/api/contributions/agreements/{agreement}/instalments/{number}/withdraw', {
          params: { path: { agreement, number } },
          body: { reason },
          headers: { ...headers },
        }),
      ),
    refresh: [['contributions']],
    done: () => {
      close();
      return { title: t('call.withdrawn', { number }) };
    },
  });
  return (
    <ConfirmAct
      opened
      close={close}
      title={t('call.withdrawTitle', { number })}
      facts={[
        { label: t('column.agreement'), value: agreement },
        { label: t('column.reference'), value: reference },
        { label: t('column.outstanding'), value: <Figure value={outstanding} /> },
      ]}
      act={t('call.withdraw')}
      tone="grave"
      reason={t('reason')}
      pending={act.isPending}
      confirm={(reason) => act.mutate(reason)}
    />
  );
}
