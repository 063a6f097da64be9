import { Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { euros, formatAmount } from '../../money/format';
import './plan-bar.css';
import { type Limits, type Parts, percentText, testShares } from './share-test';

const kinds = ['fund', 'city', 'partner'] as const;

/** How a total cost is shared, with the line the Fund's part may not cross; it says what is wrong before the form does. */
export function PlanBar({ parts, limits }: { parts: Parts; limits: Limits }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const money = (cents: bigint) => formatAmount(euros(cents), language);
  const test = testShares(parts, limits);
  const whole = parts.total > 0n ? parts.total : parts.fund + parts.city + parts.partner;
  const scale = whole < parts.fund + parts.city + parts.partner ? parts.fund + parts.city + parts.partner : whole;
  const width = (cents: bigint) => (scale === 0n ? 0 : Number((cents * 100_000n) / scale) / 1000);
  const rest = test.gap < 0n ? -test.gap : 0n;
  return (
    <div className="plan-bar-block" data-testid="plan-bar" data-refused={test.excess > 0n || undefined}>
      <div className="plan-bar" role="img" aria-label={t('plan.bar', { total: money(parts.total) })}>
        {kinds.map((kind) => (
          <i key={kind} className={`plan-${kind}`} style={{ width: `${width(parts[kind])}%` }} />
        ))}
        {test.ceiling !== null && test.ceiling > 0n && (
          <b className="plan-limit" style={{ insetInlineStart: `${width(test.ceiling)}%` }}>
            <span>{t('plan.limit', { percent: limits.ceilingPercent })}</span>
          </b>
        )}
      </div>
      <ul className="plan-legend">
        {kinds.map((kind) => (
          <li key={kind}>
            <i className={`plan-${kind}`} aria-hidden />
            {t(`plan.${kind}`)} <span className="num">{money(parts[kind])}</span>
          </li>
        ))}
        {rest > 0n && (
          <li>
            <i className="plan-rest" aria-hidden />
            {t('plan.rest')} <span className="num">{money(rest)}</span>
          </li>
        )}
      </ul>
      <div role="status" data-testid="plan-verdict">
        {test.excess > 0n ? (
          <Verdict good={false}>
            {t('plan.above', {
              percent: limits.ceilingPercent,
              fund: money(parts.fund),
              ceiling: money(test.ceiling ?? 0n),
              excess: money(test.excess),
            })}
          </Verdict>
        ) : (
          <Verdict good>
            {test.ceiling === null
              ? t('plan.noRate')
              : t('plan.within', {
                  share: percentText(test.share, language),
                  fund: money(parts.fund),
                  ceiling: money(test.ceiling),
                  percent: limits.ceilingPercent,
                  total: money(parts.total),
                })}
          </Verdict>
        )}
        {test.cityMissing > 0n && (
          <Verdict good={false}>
            {t('plan.cityShort', {
              city: money(parts.city),
              minimum: money(test.cityMinimum ?? 0n),
              percent: limits.cityMinimumPercent,
              total: money(parts.total),
            })}
          </Verdict>
        )}
        {test.gap !== 0n && parts.total > 0n && (
          <Verdict good={false}>{t('plan.gap', { difference: money(test.gap < 0n ? -test.gap : test.gap) })}</Verdict>
        )}
      </div>
    </div>
  );
}

function Verdict({ good, children }: { good: boolean; children: ReactNode }) {
  const Icon = good ? IconCircleCheck : IconAlertTriangle;
  return (
    <Text size="sm" className="plan-verdict" data-good={good}>
      <Icon size={16} stroke={2} aria-hidden />
      <span>{children}</span>
    </Text>
  );
}
