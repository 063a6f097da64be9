import { Button, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type ActHeaders, useAct } from '../../acts/use-act';
import { Problem, upload } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { useBusinessDay } from '../../shell/business-day';
import { Empty } from '../../states/states';
import { useConnection } from '../emergency/offline';
import { usePersonName } from '../projects/person-name';
import { type Place, usePlace } from './kept-draft';
import { KeptPhotoList } from './kept-photo-list';
import { forgetPhoto, keepPhoto, type KeptPhoto, keptPhotosKey, type Photo, useKeptPhotos } from './kept-photos';
import { keys, type MissionView } from './missions-api';
import { PhotoForm } from './photo-form';

/** Pictures of the place, each with its day; those that wait on the device are sent as soon as they can be. */
export function Photos({ mission, editable }: { mission: MissionView; editable: boolean }) {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  const [adding, { open, close }] = useDisclosure();
  const nameOf = usePersonName();
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
        {mission.photos.map(({ document, caption, place, takenOn, addedBy }) => (
          <figure key={document}>
            <img src={`/api/disbursements/missions/${mission.code}/photos/${document}`} alt={caption} loading="lazy" />
            <Text component="figcaption" size="sm">
              {caption}
              <Text size="xs" className="muted">
                {place}, {formatDay(takenOn, language)} · {nameOf(addedBy)}
              </Text>
            </Text>
          </figure>
        ))}
      </div>
      {editable && <Waiting mission={mission.code} />}
      {adding && <AddPhoto mission={mission} close={close} />}
    </section>
  );
}

/** Sends what waits, by itself once there is a connection, then when asked. */
function Waiting({ mission }: { mission: string }) {
  const { t } = useTranslation('missions');
  const place = usePlace(mission);
  const { data: photos = [] } = useKeptPhotos(place);
  const { mutate, isPending } = useSendingPhotos(place);
  const { online } = useConnection();
  const tried = useRef(false);
  // Once for each connection: a refusal isn't tried again by itself.
  useEffect(() => {
    if (!online) tried.current = false;
    if (!online || tried.current || photos.length === 0) return;
    tried.current = true;
    mutate(photos);
  }, [photos, online, mutate]);
  if (photos.length === 0) return null;
  return (
    <>
      <Group justify="space-between" my="sm">
        <Text size="sm">{t('photos.waiting', { count: photos.length })}</Text>
        <Button variant="default" size="xs" loading={isPending} onClick={() => mutate(photos)}>
          {t('photos.send')}
        </Button>
      </Group>
      <KeptPhotoList place={place} photos={photos} />
    </>
  );
}

function useSendingPhotos(place: Place) {
  const { t } = useTranslation('missions');
  const queries = useQueryClient();
  return useAct({
    send: async (photos: readonly KeptPhoto[]) => {
      for (const { key, mission, owner: _, ...photo } of photos) {
        await send(mission, photo, { 'idempotency-key': key });
        await forgetPhoto(key);
        await queries.invalidateQueries({ queryKey: keptPhotosKey(place) });
      }
    },
    refresh: [keys.mission(place.mission), keptPhotosKey(place)],
    done: () => ({ title: t('photos.saved') }),
  });
}

/** Without a connection the picture isn't lost: it waits on the device. */
function AddPhoto({ mission, close }: { mission: MissionView; close: () => void }) {
  const { t } = useTranslation('missions');
  const today = useBusinessDay() ?? '';
  const { code, place, to, findings } = mission;
  const kept = usePlace(code);
  const act = useAct({
    send: async (photo: Photo, headers) => {
      try {
        await send(code, photo, headers);
        return true;
      } catch (error) {
        if (error instanceof Problem) throw error;
        await keepPhoto(kept, photo, headers['idempotency-key']);
        return false;
      }
    },
    refresh: [keys.mission(code), keptPhotosKey(kept)],
    done: (sent) => {
      close();
      return { title: t(sent ? 'photos.saved' : 'photos.keptNow') };
    },
  });
  return (
    <PhotoForm
      start={{ place, takenOn: to <= today ? to : today }}
      projects={findings.map(({ project, title }) => ({ code: project, title }))}
      pending={act.isPending}
      save={(photo) => act.mutate(photo)}
      close={close}
    />
  );
}

async function send(mission: string, { file, ...fields }: Photo, headers: ActHeaders): Promise<void> {
  const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
  if (file) await upload(`/api/disbursements/missions/${encodeURIComponent(mission)}/photos`, file, said, headers);
}
