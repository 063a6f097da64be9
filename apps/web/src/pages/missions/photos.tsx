import { Button, FileInput, Group, Modal, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { problemOf } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { useBusinessDay } from '../../shell/business-day';
import { Empty } from '../../states/states';
import { keys, type MissionView } from './missions-api';

const DayField = lazy(() => import('../../forms/day-field').then(({ DayField: Field }) => ({ default: Field })));

interface Photo {
  caption: string;
  place: string;
  takenOn: string;
  project: string;
  latitude: string;
  longitude: string;
  file: File | null;
}

/** Pictures of the place, each with its day. */
export function Photos({ mission, editable }: { mission: MissionView; editable: boolean }) {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  const [adding, { open, close }] = useDisclosure();
  return (
    <section className="card padded" aria-labelledby="photos">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="photos">
          {t('photos.title')}
        </Title>
        {editable && (
          <Button variant="default" size="xs" onClick={open}>
            {t('photos.add')}
          </Button>
        )}
      </Group>
      {mission.photos.length === 0 && <Empty>{t('photos.none')}</Empty>}
      <div className="mission-photos">
        {mission.photos.map(({ document, caption, place, takenOn }) => (
          <figure key={document}>
            <img src={`/api/disbursements/missions/${mission.code}/photos/${document}`} alt={caption} loading="lazy" />
            <Text component="figcaption" size="sm">
              {caption}
              <Text size="xs" className="muted">
                {place}, {formatDay(takenOn, language)}
              </Text>
            </Text>
          </figure>
        ))}
      </div>
      {adding && <AddPhoto mission={mission} close={close} />}
    </section>
  );
}

function AddPhoto({ mission, close }: { mission: MissionView; close: () => void }) {
  const { t } = useTranslation('missions');
  const { t: shared } = useTranslation();
  const today = useBusinessDay() ?? '';
  const start = { caption: '', place: mission.place, takenOn: mission.to <= today ? mission.to : today };
  const [photo, setPhoto] = useState<Photo>({ ...start, project: '', latitude: '', longitude: '', file: null });
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Photo>) => setPhoto({ ...photo, ...change });
  const act = useAct({
    send: (one: Photo, headers) => upload(mission.code, one, headers),
    refresh: [keys.mission(mission.code)],
    done: () => {
      close();
      return { title: t('photos.saved') };
    },
  });
  const complete = photo.caption.trim() && photo.place.trim() && photo.takenOn && photo.file;
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('photos.add')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (complete) act.mutate(photo);
        }}
      >
        <Stack gap="md">
          <FileInput
            label={t('photos.file')}
            accept="image/jpeg,image/png"
            capture="environment"
            value={photo.file}
            onChange={(file) => set({ file })}
            error={tried && !photo.file && t('photos.fileMissing')}
            withAsterisk
          />
          <TextInput
            label={t('photos.caption')}
            value={photo.caption}
            onChange={(event) => set({ caption: event.currentTarget.value })}
            error={tried && !photo.caption.trim() && shared('form.required')}
            withAsterisk
          />
          <TextInput
            label={t('photos.place')}
            value={photo.place}
            onChange={(event) => set({ place: event.currentTarget.value })}
            error={tried && !photo.place.trim() && shared('form.required')}
            withAsterisk
          />
          <Suspense>
            <DayField
              label={t('photos.takenOn')}
              value={photo.takenOn}
              onChange={(takenOn) => set({ takenOn })}
              error={tried && !photo.takenOn && shared('form.required')}
              withAsterisk
            />
          </Suspense>
          <Select
            label={t('form.project')}
            data={mission.findings.map(({ project, title }) => ({ value: project, label: title }))}
            value={photo.project || null}
            onChange={(project) => set({ project: project ?? '' })}
            clearable
          />
          <Position photo={photo} set={set} />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('photos.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Where the picture is taken, when the device says so and the person agrees. */
function Position({ photo, set }: { photo: Photo; set: (change: Partial<Photo>) => void }) {
  const { t } = useTranslation('missions');
  const [failed, setFailed] = useState(false);
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => set({ latitude: coords.latitude.toFixed(5), longitude: coords.longitude.toFixed(5) }),
      () => setFailed(true),
    );
  if (photo.latitude)
    return <Text size="sm">{t('photos.located', { latitude: photo.latitude, longitude: photo.longitude })}</Text>;
  return (
    <Group gap="sm">
      <Button variant="default" size="xs" onClick={locate}>
        {t('photos.here')}
      </Button>
      {failed && (
        <Text size="sm" role="alert">
          {t('photos.notLocated')}
        </Text>
      )}
    </Group>
  );
}

async function upload(code: string, photo: Photo, headers: { 'idempotency-key': string }): Promise<unknown> {
  const { file, ...fields } = photo;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  if (file) form.append('file', file);
  const response = await fetch(`/api/disbursements/missions/${encodeURIComponent(code)}/photos`, {
    method: 'POST',
    headers: { ...headers },
    body: form,
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  return body;
}
