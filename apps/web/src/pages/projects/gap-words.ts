import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount } from '../../money/format';
import type { ProjectView } from './projects-api';

type Item = ProjectView['checklist'][number];
const narratives = ['context', 'objectives', 'activities', 'sustainability'] as const;
type Narrative = (typeof narratives)[number];

function isNarrative(part: string): part is Narrative {
  return (narratives as readonly string[]).includes(part);
}

/** What is missing in a part of a dossier, in a reader's words. */
export function useGapWords(): (item: Item) => string {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  return ({ part, missing }) => {
    const [first = ''] = missing;
    if (part === 'narrative') {
      const parts = missing.map((one) => (isNarrative(one) ? t(`editor.${one}`) : one)).join(', ');
      return t('gap.narrative', { missing: parts });
    }
    if (part !== 'budgetLines' && part !== 'financingPlan') return t(`gap.${part}`);
    if (first === 'total' || first === 'sources') return t(`gap.${first}`);
    return t(`gap.${part}`, { missing: formatAmount({ amount: first.replace('-', ''), currency: 'EUR' }, language) });
  };
}
