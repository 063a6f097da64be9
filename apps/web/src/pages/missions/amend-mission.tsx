import './words';
import { Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answered } from '../../api/client';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Draft, newFinding } from './draft';
import { usePlace } from './kept-draft';
import { MissionForm } from './mission-form';
import { disbursements, type MissionView, useMission } from './missions-api';
import { useSending } from './use-sending';

/** A mission that is written on until its report is given. */
export default function AmendMissionPage() {
  const { mission } = useParams({ strict: false }) as { mission: string };
  return (
    <Loaded query={useMission(mission)} skeleton={<BlockSkeleton height={420} />}>
      {(view) => <AmendMission mission={view} />}
    </Loaded>
  );
}

function AmendMission({ mission }: { mission: MissionView }) {
  const { t } = useTranslation('missions');
  const place = usePlace(mission.code);
  const sending = useSending(place, ({ key, body }, base) =>
    answered(
      disbursements.PATCH('/api/disbursements/missions/{id}', {
        params: { path: { id: mission.code } },
        body,
        headers: { 'idempotency-key': key, 'if-match': `"${base}"` },
      }),
    ),
  );
  const { changedBy, changedAt } = mission;
  const changed = changedBy && changedAt ? { person: changedBy, at: changedAt } : undefined;
  return (
    <Stack gap="md">
      <PageHeading title={mission.place} subtitle={t('code', { code: mission.code })} />
      <MissionForm place={place} start={draftOf(mission)} version={mission.version} changed={changed} {...sending} />
    </Stack>
  );
}

function draftOf({ from, to, place, purpose, team, findings, recommendations }: MissionView): Draft {
  const key = () => crypto.randomUUID();
  return {
    ...{ from, to, place, purpose },
    team: team.map(({ name, role }) => ({ key: key(), name: name ?? '', role })),
    findings: findings.map(({ project, text, progress, deliveryOn, suspends, condition }) => ({
      ...newFinding(),
      ...{ project, text, progress: progress ?? '', deliveryOn: deliveryOn ?? '', suspends: suspends ?? false },
      ...{ tranche: condition?.tranche ?? '', label: condition?.label ?? '' },
    })),
    recommendations: recommendations.map(({ project, text, owner, dueOn }) => ({
      ...{ key: key(), project: project ?? '', text, owner, dueOn },
    })),
  };
}
