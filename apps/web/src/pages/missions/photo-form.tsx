import { Button, FileInput, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayField } from '../../forms/day-field';
import type { Photo } from './kept-photos';

interface Props {
  start: Pick<Photo, 'place' | 'takenOn'>;
  projects: readonly { code: string; title: string }[];
  pending: boolean;
  save: (photo: Photo) => void;
  close: () => void;
}

/** A picture with its caption, place and day, taken by the device's camera or chosen. */
export function PhotoForm({ start, projects, pending, save, close }: Props) {
  const { t } = useTranslation('missions');
  const { t: shared } = useTranslation();
  const blank = { caption: '', project: '', latitude: '', longitude: '', file: null };
  const [photo, setPhoto] = useState<Photo>({ ...blank, ...start });
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Photo>) => setPhoto({ ...photo, ...change });
  const lacks = (value: string) => tried && !value.trim() && shared('form.required');
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
          event.stopPropagation();
          setTried(true);
          if (photo.caption.trim() && photo.place.trim() && photo.takenOn && photo.file) save(photo);
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
            error={lacks(photo.caption)}
            withAsterisk
          />
          <TextInput
            label={t('photos.place')}
            value={photo.place}
            onChange={(event) => set({ place: event.currentTarget.value })}
            error={lacks(photo.place)}
            withAsterisk
          />
          <DayField
            label={t('photos.takenOn')}
            value={photo.takenOn}
            onChange={(takenOn) => set({ takenOn })}
            error={lacks(photo.takenOn)}
            withAsterisk
          />
          <Select
            label={t('form.project')}
            data={projects.map(({ code, title }) => ({ value: code, label: title }))}
            value={photo.project || null}
            onChange={(project) => set({ project: project ?? '' })}
            clearable
          />
          <Position photo={photo} set={set} />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={pending}>
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
