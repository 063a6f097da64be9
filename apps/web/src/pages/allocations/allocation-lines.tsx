import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import type { Allocation } from './calls';
import { useReasonWords } from './reason-words';
import './allocations.css';

/** Who pays what, and why, line by line. */
export function AllocationLines({ lines, total }: Pick<Allocation, 'lines' | 'total'>) {
  const { t } = useTranslation('allocations');
  const reason = useReasonWords();
  return (
    <ul className="allocation-lines" aria-label={t('lines')}>
      {lines.map((line) => (
        <li key={line.agreement} data-testid="allocation-line">
          <div>
            <strong>{line.agreement}</strong>
            {line.countsAs === 'CITY' && <span className="pill">{t('cityShare')}</span>}
            <p className="muted">{reason(line.reason)}</p>
          </div>
          <Figure value={line.amount} {...(line.entries && { entries: line.entries })} />
        </li>
      ))}
      <li className="allocation-total">
        <strong>{t('total')}</strong>
        <strong>
          <Figure value={total} />
        </strong>
      </li>
    </ul>
  );
}
