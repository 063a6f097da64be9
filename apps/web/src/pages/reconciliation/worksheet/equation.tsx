import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatCount, formatDay } from '../../../money/format';
import type { Sheet } from '../treasury';
import { minorIn } from '../../../money/minor';

/** Opening + explained lines − closing = difference, which reaches zero; and how far one is. */
export function Equation({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { lines, explained, difference, currency } = sheet;
  const zero = minorIn(difference.amount, currency) === 0n;
  const share = lines.count === 0 ? 100 : Math.floor((explained.count * 100) / lines.count);
  const before = dayBefore(sheet.from);
  return (
    <section className="card padded equation" aria-label={t('equation.label')} data-testid="equation">
      <dl>
        <Term name={t('equation.opening')}>
          <Figure value={sheet.opening} {...linkTo(sheet, { to: before })} />
        </Term>
        <span aria-hidden>+</span>
        <Term name={t('equation.explained')}>
          <Figure value={explained.amount} />
        </Term>
        <span aria-hidden>−</span>
        <Term name={t('equation.closing')}>
          <Figure value={sheet.closing} {...linkTo(sheet, { to: sheet.to })} />
        </Term>
        <span aria-hidden>=</span>
        <Term name={t('equation.difference')}>
          <strong className={zero ? 'good' : undefined} data-testid="difference">
            {zero && '✓ '}
            <Figure value={difference} {...(sheet.differenceEntries && { entries: sheet.differenceEntries })} />
          </strong>
        </Term>
      </dl>
      <Group justify="space-between" gap="xs" mt={8}>
        <Text size="sm" className="muted" data-testid="progress">
          {t('equation.progress', {
            count: lines.count,
            done: formatCount(explained.count, language),
            all: formatCount(lines.count, language),
          })}
        </Text>
        <Text size="sm" className="muted">
          {t('period', { from: formatDay(sheet.from, language), to: formatDay(sheet.to, language) })}
        </Text>
      </Group>
      <div
        className="bar"
        role="progressbar"
        aria-valuenow={share}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-label={t('equation.share')}
      >
        <i style={{ width: `${share}%`, background: zero ? 'var(--ok)' : 'var(--cooperation)' }} />
      </div>
    </section>
  );
}

function Term({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Entries are listed with their total in euros: of another currency the balance stands alone. */
function linkTo({ account, currency }: Sheet, to: { to: string }): { entries?: string } {
  if (currency !== 'EUR') return {};
  return {
    entries: `/api/reporting/ledger?${new URLSearchParams({ book: 'treasury', account: `bank:${account}`, ...to }).toString()}`,
  };
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
