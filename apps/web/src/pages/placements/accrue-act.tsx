import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { useBusinessDay } from '../../shell/business-day';
import { interestApi, REFRESH } from './api';
import { useMay } from './use-may';

/** Accrues up to the business day; a second time posts nothing. */
export function AccrueAct() {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const today = useBusinessDay();
  const may = useMay('finance-officer', 'finance-controller');
  const run = useAct({
    send: (through: string, headers) =>
      answered(interestApi.POST('/api/emergency-fund/accruals', { body: { through }, headers: { ...headers } })),
    refresh: REFRESH,
    done: ({ through, changed }) => ({
      title: t('run.done', { day: formatDay(through, language) }),
      text: t(changed ? 'run.changed' : 'run.same'),
    }),
  });
  return (
    <ActButton
      because={may ? undefined : t('run.because')}
      loading={run.isPending}
      onClick={() => today && run.mutate(today)}
      data-testid="accrue"
    >
      {t('run.act')}
    </ActButton>
  );
}
