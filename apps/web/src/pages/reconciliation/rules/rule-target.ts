import type { TFunction } from 'i18next';

/** What a rule says a line is: classifications are words, the rest a code. */
export function targetOf(
  { kind, targetId }: { kind: string; targetId: string },
  t: TFunction<'reconciliation'>,
): string {
  if (kind !== 'classification') return targetId === 'UNKNOWN' ? t('target.unknown') : targetId;
  return t(`classification.${targetId === 'CHARGE' || targetId === 'EXCHANGE' ? targetId : 'OTHER'}`);
}
