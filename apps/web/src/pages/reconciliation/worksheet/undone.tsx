import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { formatAmount, formatDay, formatTime } from '../../../money/format';
import type { Line, UndoRefused } from '../treasury';

/** The line was matched before: who took it back, when and why. */
export function Undone({ undone: { by, at, reason } }: { undone: NonNullable<Line['undone']> }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const day = formatDay(at.slice(0, 10), language);
  return (
    <div className="banner" role="status" data-testid="undone">
      <span>
        <strong>{t('undoing.undone')}</strong>
        <Text size="sm" className="muted">
          {t('undoing.by', { name: by, day, time: formatTime(at, language) })}
          {reason && ` · ${reason}`}
        </Text>
      </span>
    </div>
  );
}

/** What stands in the way of undoing a match, and what is done first or instead. */
export function Refusal({ refused: { obstacle, subject, missing } }: { refused: NonNullable<UndoRefused> }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const why = obstacles.find((known) => known === obstacle) ?? 'OTHER';
  const figures = { obstacle, subject, missing: missing ? formatAmount(missing, language) : '' };
  return (
    <Text size="sm" role="status" data-testid="undo-refused">
      <strong>{t('undoing.refused')}</strong> {t(`undoing.${why}`, figures)}
    </Text>
  );
}

const obstacles = [
  'MONEY_ALLOCATED',
  'MONEY_USED',
  'ALREADY_APPLIED',
  'DONATION_FORWARDED',
  'RETURNED_BY_BANK',
  'RETURN_NOT_REMEMBERED',
  'SETTLED_OTHERWISE',
  'ASKED_AGAIN',
  'GIVEN_UP',
] as const;
