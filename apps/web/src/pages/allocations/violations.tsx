import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount } from '../../money/format';
import './words';
import { isAmount } from '../../money/minor';

type Told = Record<string, unknown> & { code: string; detail?: string };

/** Every rule that is broken, with the figures that say by how much. */
export function Violations({ problem }: { problem: Problem }) {
  const { t, i18n } = useTranslation('allocations');
  const language = useLanguage();
  const listed = problem.figures['violations'];
  const told: Told[] = Array.isArray(listed)
    ? (listed as Told[])
    : [{ code: problem.code, ...(problem.detail && { detail: problem.detail }), ...problem.figures }];
  const words = ({ code, detail, ...figures }: Told): string => {
    if (!i18n.exists(`allocations:rule.${code}`)) return detail ?? problem.message;
    const shown = Object.entries(figures).map(([name, value]) => [
      name,
      isAmount(value) ? formatAmount(value, language) : value,
    ]);
    return t(`rule.${code}` as 'rule.NO_LINES', Object.fromEntries(shown));
  };
  return (
    <ul className="violations">
      {told.map((one, index) => (
        <li key={`${one.code}-${index}`} data-testid="violation">
          {words(one)}
        </li>
      ))}
    </ul>
  );
}
