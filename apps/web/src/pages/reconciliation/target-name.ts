import type { TFunction } from 'i18next';
import type { TargetKind } from './treasury';

type Words = TFunction<'reconciliation'>;

/** What a person calls a target: classifications and unknown payers are words, the rest has a name of its own. */
export function targetName({ kind, id, label }: { kind: TargetKind; id: string; label: string }, t: Words): string {
  if (kind === 'classification') return t(`classification.${classificationOf(id)}`);
  if (kind === 'interest') return t('target.interest', { placement: label });
  if (kind === 'unapplied') return id === 'UNKNOWN' ? t('target.unknown') : t('target.unapplied', { donor: label });
  return label;
}

function classificationOf(id: string): 'CHARGE' | 'EXCHANGE' | 'OTHER' {
  return id === 'CHARGE' || id === 'EXCHANGE' ? id : 'OTHER';
}
