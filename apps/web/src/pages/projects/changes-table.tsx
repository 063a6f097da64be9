import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import '../../tables/data-table.css';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount, formatDay } from '../../money/format';
import { isTheme } from './themes';

const sourceKinds = ['FUND', 'CITY', 'PARTNER'] as const;

export interface Change {
  field: string;
  before: string | null;
  after: string | null;
}

/** Field by field, what was and what is. */
export function Changes({ diff, label }: { diff: readonly Change[]; label: string }) {
  const { t } = useTranslation('projects');
  const words = useChangeWords();
  return (
    <div className="data-table" tabIndex={0} role="region" aria-label={label}>
      <Table verticalSpacing={4} miw={420}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('history.field')}</Table.Th>
            <Table.Th>{t('history.before')}</Table.Th>
            <Table.Th>{t('history.after')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {diff.map(({ field, before, after }) => (
            <Table.Tr key={field}>
              <Table.Td>{words.field(field)}</Table.Td>
              <Table.Td className="prose">{words.value(before)}</Table.Td>
              <Table.Td className="prose">{words.value(after)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Paths of fields and their values as the service writes them, in a reader's words. What a person named keeps its name. */
function useChangeWords() {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const names: Readonly<Record<string, string>> = t('history.fieldName', { returnObjects: true });
  const value = (text: string | null): string => {
    if (text === null) return t('history.nothing');
    if (text === 'true' || text === 'false') return t(`history.${text}`);
    if (isSourceKind(text)) return t(`editor.kind.${text}`);
    if (isTheme(text)) return t(`theme.${text}`);
    const [, amount, currency] = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text) ?? [];
    if (amount && currency) return formatAmount({ amount, currency }, language);
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDay(text, language) : text;
  };
  const field = (path: string): string =>
    path
      .split('.')
      .map((part) => names[part] ?? part)
      .join(' › ');
  return { field, value };
}

function isSourceKind(text: string): text is (typeof sourceKinds)[number] {
  return (sourceKinds as readonly string[]).includes(text);
}
