import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import '../../tables/data-table.css';

export interface Change {
  field: string;
  before: string | null;
  after: string | null;
}

/** Field by field, what was and what is. */
export function Changes({ diff, label }: { diff: readonly Change[]; label: string }) {
  const { t } = useTranslation('projects');
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
              <Table.Td>{field}</Table.Td>
              <Table.Td className="prose">{before ?? t('history.nothing')}</Table.Td>
              <Table.Td className="prose">{after ?? t('history.nothing')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
