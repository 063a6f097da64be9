import './words';
import { Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import { Empty } from '../../states/states';
import type { ProjectView } from '../projects/projects-api';

const columns = ['free', 'reserved', 'paid', 'justified'] as const;

/** Whose euros a project uses, at each step. */
export default function ProvenanceTab({ project: { provenance } }: { project: ProjectView }) {
  const { t } = useTranslation('tranches');
  return (
    <section className="card padded" aria-labelledby="provenance">
      <Title order={2} id="provenance" mb="sm">
        {t('provenance.title')}
      </Title>
      {provenance.length === 0 ? (
        <Empty>{t('provenance.none')}</Empty>
      ) : (
        <Table.ScrollContainer
          minWidth={640}
          scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('provenance.title') } }}
        >
          <Table verticalSpacing={6} data-testid="provenance">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('provenance.agreement')}</Table.Th>
                {columns.map((column) => (
                  <Table.Th key={column} ta="right">
                    {t(`provenance.${column}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {provenance.map((share) => (
                <Table.Tr key={share.agreement}>
                  <Table.Td>
                    {share.donorName ?? share.agreement} <span className="muted">{share.agreement}</span>
                  </Table.Td>
                  {columns.map((column) => (
                    <Table.Td key={column} ta="right">
                      <Figure value={share[column]} entries={share.entries[column]} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
