import { Button, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { useBusinessDay } from '../../shell/business-day';
import type { Draft } from './draft';
import type { Place } from './kept-draft';
import { KeptPhotoList } from './kept-photo-list';
import { keepPhoto, keptPhotosKey, type Photo, useKeptPhotos } from './kept-photos';
import { useProjectNames } from './missions-api';
import { PhotoForm } from './photo-form';

/** Pictures of a mission that is being written: kept on the device, sent once the mission is saved. */
export function PhotoDrafts({ place, draft }: { place: Place; draft: Draft }) {
  const { t } = useTranslation('missions');
  const today = useBusinessDay() ?? '';
  const { data: photos = [] } = useKeptPhotos(place);
  const { data: projects } = useProjectNames();
  const [adding, { open, close }] = useDisclosure();
  const seen = new Set(draft.findings.map(({ project }) => project));
  const act = useAct({
    send: (photo: Photo, headers) => keepPhoto(place, photo, headers['idempotency-key']),
    refresh: [keptPhotosKey(place)],
    done: () => {
      close();
      return undefined;
    },
  });
  return (
    <section className="card padded" aria-labelledby="form-photos">
      <Title order={2} id="form-photos" mb="sm">
        {t('photos.title')}
      </Title>
      <Text size="sm" className="muted" mb="sm">
        {t('photos.sentLater')}
      </Text>
      <KeptPhotoList place={place} photos={photos} />
      <Group mt="sm">
        <Button variant="default" onClick={open}>
          {t('photos.add')}
        </Button>
      </Group>
      {adding && (
        <PhotoForm
          start={{ place: draft.place, takenOn: draft.to && draft.to <= today ? draft.to : today }}
          projects={(projects?.items ?? []).filter(({ code }) => seen.has(code))}
          pending={act.isPending}
          save={(photo) => act.mutate(photo)}
          close={close}
        />
      )}
    </section>
  );
}
