import '../../styles/forms.css';
import './words';
import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { BlockSkeleton, Loaded } from '../../states/states';
import { DataTable } from '../../tables/data-table';
import { mayOpen } from '../page';
import type { ProjectView } from '../projects/projects-api';
import { useTrancheColumns } from './tranches';
import { AcceptReport } from './accept-report';
import { PlanTranche } from './plan-tranche';
import { useTranchesOf } from './tranches-api';

/** The tranches of a project, and the next one to plan. */
export default function TranchesTab({ project }: { project: ProjectView }) {
  const { t } = useTranslation('tranches');
  const { data: person } = useSession();
  const [planning, { open, close }] = useDisclosure();
  const query = useTranchesOf(project.code);
  const columns = useTrancheColumns(false);
  return (
    <Stack gap="md">
      <Group justify="end" gap="xs">
        {mayOpen(person, ['project-officer']) && <AcceptReport project={project} />}
        {mayOpen(person, ['project-officer']) && (
          <Button variant="default" size="xs" onClick={open}>
            {t('plan.add')}
          </Button>
        )}
      </Group>
      <Loaded query={query} skeleton={<BlockSkeleton height={160} />}>
        {(tranches) => (
          <>
            <DataTable
              label={t('title')}
              columns={columns}
              rows={tranches}
              rowKey={({ id }) => id}
              empty={t('none')}
              testid="project-tranches"
            />
            {planning && <PlanTranche project={project.code} tranches={tranches} close={close} />}
          </>
        )}
      </Loaded>
    </Stack>
  );
}
