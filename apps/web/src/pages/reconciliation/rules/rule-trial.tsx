import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDayShort } from '../../../money/format';
import type { RuleTest } from '../treasury';

/** What a rule would have done to every line of the past. */
export function RuleTrial({ trial }: { trial: RuleTest }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { lines, same, different, open, examples } = trial;
  return (
    <section className="card padded" aria-live="polite" data-testid="rule-trial">
      <Text fw={600}>{t('trial.lines', { count: lines })}</Text>
      <Text size="sm">{[t('trial.same', { count: same }), t('trial.open', { count: open })].join(' · ')}</Text>
      <Text size="sm" fw={different > 0 ? 600 : 400} c={different > 0 ? 'var(--warn)' : undefined}>
        {different > 0 ? `⚠ ${t('trial.different', { count: different })}` : `✓ ${t('trial.noDifference')}`}
      </Text>
      <ul className="line-details">
        {examples.map(({ entry, bookingDate, label, amount, outcome, explainedBy }) => (
          <li key={entry}>
            <span className="ellipsis">
              <span className="muted num">{formatDayShort(bookingDate, language)} </span>
              {label}
              <Text size="xs" className="muted">
                {t(`outcome.${outcome}`)}
                {outcome === 'DIFFERENT' && explainedBy && ` : ${explainedBy}`}
              </Text>
            </span>
            <Figure value={amount} />
          </li>
        ))}
      </ul>
    </section>
  );
}
