import './words';
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answered } from '../../api/client';
import { PageHeading } from '../../shell/page-heading';
import { emptyDraft } from './draft';
import { NEW_MISSION, usePlace } from './kept-draft';
import { MissionForm } from './mission-form';
import { disbursements } from './missions-api';
import { useSending } from './use-sending';

/** A mission that nobody has entered yet. */
export default function NewMission() {
  const { t } = useTranslation('missions');
  const place = usePlace(NEW_MISSION);
  const sending = useSending(place, ({ key, body }) =>
    answered(disbursements.POST('/api/disbursements/missions', { body, headers: { 'idempotency-key': key } })),
  );
  return (
    <Stack gap="md">
      <PageHeading title={t('new')} />
      <MissionForm place={place} start={emptyDraft()} version={0} {...sending} />
    </Stack>
  );
}
