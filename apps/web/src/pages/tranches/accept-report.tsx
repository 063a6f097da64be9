import { Button, Radio, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import type { ProjectView } from '../projects/projects-api';
import { disbursements, keys } from './tranches-api';

type Report = 'INTERIM' | 'FINAL';

/** A report of the project is accepted: tranches and donors' instalments may wait for it. */
export function AcceptReport({ project }: { project: ProjectView }) {
  const { t } = useTranslation('tranches');
  const [asking, { open, close }] = useDisclosure();
  const [report, setReport] = useState<Report>('INTERIM');
  const act = useAct({
    send: (accepted: Report, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/reports', {
          params: { path: { id: project.code } },
          body: { report: accepted },
          headers,
        }),
      ),
    refresh: [keys.tranches, ['projects']],
    done: () => {
      close();
      return { title: t('report.accepted') };
    },
  });
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {t('report.accept')}
      </Button>
      <ConfirmAct
        opened={asking}
        close={close}
        title={t('report.accept')}
        facts={[{ label: project.code, value: project.title }]}
        act={t('report.accept')}
        pending={act.isPending}
        confirm={() => act.mutate(report)}
      >
        <Radio.Group label={t('report.which')} value={report} onChange={(next) => setReport(next as Report)}>
          <Stack gap="xs" mt="xs">
            {(['INTERIM', 'FINAL'] as const).map((value) => (
              <Radio key={value} value={value} label={t(`report.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
      </ConfirmAct>
    </>
  );
}
