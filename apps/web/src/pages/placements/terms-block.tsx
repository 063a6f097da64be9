import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatAmount, formatDay } from '../../money/format';
import type { Placement } from './api';
import { Block } from './block';
import { accruedEntries } from './ledger-links';
import { percentText } from './rate-text';

/** What was agreed with the bank. */
export function TermsBlock({ placement }: { placement: Placement }) {
  const { t } = useTranslation('placements');
  const facts = useFacts(placement);
  return (
    <Block title={t('one.terms')} testid="terms">
      <dl className="placements-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Block>
  );
}

function useFacts(placement: Placement): [string, ReactNode][] {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const day = (on: string) => formatDay(on, language);
  const { principal, maturesOn, agreedMaturity, noticeDays, breakRate, taxRate, accruedThrough } = placement;
  const moved = agreedMaturity !== maturesOn && placement.break?.status !== 'CONFIRMED';
  const facts: [string, ReactNode | null][] = [
    [t('one.account'), `${placement.account} (${placement.currency})`],
    [t('one.pool'), placement.pool],
    [t('list.dayCount'), placement.dayCount],
    [t('list.credited'), t(`capitalisation.${placement.capitalisation}`)],
    [t('explained.amount'), t(`compounding.${placement.compounding}`)],
    [t('one.bearsOn'), t(`base.${placement.bearsOn}`)],
    [t('one.principal'), principal && <Figure value={principal} />],
    [t('one.opened'), day(placement.openedOn)],
    [
      t('one.matures'),
      maturesOn &&
        (moved && agreedMaturity
          ? t('one.maturesMoved', { day: day(maturesOn), agreed: day(agreedMaturity) })
          : day(maturesOn)),
    ],
    [t('one.notice'), noticeDays === null ? null : t('one.noticeDays', { count: noticeDays })],
    [t('one.breakRate'), breakRate && percentText(breakRate, language)],
    [t('one.tax'), taxRate && percentText(taxRate, language)],
    [
      t('one.threshold'),
      t('one.thresholdText', {
        amount: formatAmount(placement.varianceAmount, language),
        percent: percentText(placement.variancePercent, language),
      }),
    ],
    [t('list.accrued'), <Figure key="accrued" value={placement.accrued} entries={accruedEntries(placement.code)} />],
    [t('one.accruedThrough'), accruedThrough && day(accruedThrough)],
  ];
  return facts.filter(([, value]) => value !== null);
}
