import { Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import type { PublicProject } from './use-public-overview';

/** Projects that the Bureau has voted. */
export function ProjectList({ projects }: { projects: PublicProject[] }) {
  const { t, i18n } = useTranslation();
  if (projects.length === 0) return null;
  const word = (key: string, otherwise: string) => (i18n.exists(key) ? t(key as 'projectState.VOTED') : otherwise);
  return (
    <section className="card padded" aria-labelledby="projects">
      <Title order={2} id="projects" mb={8}>
        {t('projects.title')}
      </Title>
      <Table.ScrollContainer
        minWidth={560}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('projects.title') } }}
      >
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('projects.project')}</Table.Th>
              <Table.Th>{t('projects.state')}</Table.Th>
              <Table.Th ta="right">{t('countries.attributed')}</Table.Th>
              <Table.Th ta="right">{t('countries.disbursed')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {projects.map(({ project, title, state, attributed, disbursed }) => (
              <Table.Tr key={project}>
                <Table.Td>{title}</Table.Td>
                <Table.Td className="muted">{word(`projectState.${state}`, state ?? '')}</Table.Td>
                <Table.Td ta="right">
                  <Figure value={attributed} />
                </Table.Td>
                <Table.Td ta="right">
                  <Figure value={disbursed} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
