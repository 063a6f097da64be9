import './words';
import '../../tables/data-table.css';
import { Anchor, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import type { AgreementStatement } from './donors-api';

/** What agreements gave to each project, and what became of it. */
export function ByProject({ agreements }: { agreements: readonly AgreementStatement[] }) {
  const { t } = useTranslation('donors');
  const lines = agreements.flatMap(({ agreement, projects }) => projects.map((line) => ({ ...line, agreement })));
  if (lines.length === 0) return null;
  return (
    <section className="section" aria-labelledby="by-project">
      <h2 id="by-project">{t('byProject')}</h2>
      <div className="data-table" role="region" aria-label={t('byProject')} tabIndex={0} data-stacks>
        <Table verticalSpacing={6} style={{ '--table-width': '720px' }} data-testid="by-project">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('column.project')}</Table.Th>
              {(['allocated', 'disbursed', 'justified'] as const).map((name) => (
                <Table.Th key={name} ta="right">
                  {t(`figure.${name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map(({ project, title, agreement, allocated, disbursed, justified }) => (
              <Table.Tr key={`${agreement}${project}`}>
                <Table.Td>
                  <div className="two-lines">
                    <Anchor fw={600} renderRoot={(props) => <Link to={`/projets/${project}`} {...props} />}>
                      {title}
                    </Anchor>
                    <span className="muted">{agreement}</span>
                  </div>
                </Table.Td>
                {Object.entries({ allocated, disbursed, justified }).map(([name, sum]) => (
                  <Table.Td key={name} ta="right" data-label={t(`figure.${name as 'allocated'}`)}>
                    <Figure {...sum} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
