import { useTranslation } from 'react-i18next';
import { AmountField } from '../../forms/amount-field';
import { DayField } from '../../forms/day-field';
import { Figure } from '../../money/figure';
import { euros, minorOf } from '../../money/format';
import type { ProjectView } from './projects-api';
import { testShares } from './share-test';

interface Euros {
  amount: string;
  currency: string;
}

/** What a closing says of the real cost. */
export interface Closing {
  finalCost?: Euros;
  eligibleCost?: Euros;
  recoveryDueOn?: string;
}

interface Props {
  project: ProjectView;
  asked: Closing;
  set: (change: Closing) => void;
  missing: boolean;
}

/** The real cost, with what the ceiling leaves of it and what the city would then give back. */
export function ClosingFields({ project, asked, set, missing }: Props) {
  const { t } = useTranslation('projects');
  const { finalCost, eligibleCost, recoveryDueOn = '' } = asked;
  const said = (amount: string) => (amount ? { amount, currency: 'EUR' } : undefined);
  return (
    <>
      <AmountField
        label={t('act.finalCost')}
        currency="EUR"
        withAsterisk
        value={finalCost?.amount ?? ''}
        error={missing && t('act.finalCostMissing')}
        onChange={(amount) => set({ finalCost: said(amount) })}
      />
      <AmountField
        label={t('act.eligibleCost')}
        currency="EUR"
        value={eligibleCost?.amount ?? ''}
        onChange={(amount) => set({ eligibleCost: said(amount) })}
      />
      <Account project={project} cost={eligibleCost?.amount ?? finalCost?.amount} />
      <DayField
        label={t('act.recoveryDueOn')}
        value={recoveryDueOn}
        onChange={(day) => set({ recoveryDueOn: day || undefined })}
        clearable
      />
    </>
  );
}

/** Only where one rate binds the whole of the Fund's part is it known before the closing. */
function Account({ project, cost }: { project: ProjectView; cost: string | undefined }) {
  const { t } = useTranslation('projects');
  const { value: paid, entries } = project.figures.paid;
  const limits = project.shares;
  const ceiling =
    cost && limits && !project.cofinancing?.source
      ? testShares({ total: minorOf(cost), fund: 0n, city: 0n, partner: 0n }, limits).ceiling
      : null;
  const overpaid = ceiling === null ? 0n : minorOf(paid.amount) - ceiling;
  return (
    <dl className="facts" data-testid="final-account">
      <div>
        <dt>{t('act.paid')}</dt>
        <dd>
          <Figure value={paid} entries={entries} />
        </dd>
      </div>
      {ceiling !== null && (
        <div>
          <dt>{t('act.share')}</dt>
          <dd>
            <Figure value={euros(ceiling)} />
          </dd>
        </div>
      )}
      {overpaid > 0n && (
        <div>
          <dt>{t('act.overpaid')}</dt>
          <dd>
            <Figure value={euros(overpaid)} />
          </dd>
        </div>
      )}
    </dl>
  );
}
