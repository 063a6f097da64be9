import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import type { Place } from './kept-draft';
import { forgetPhoto, type KeptPhoto, keptPhotosKey } from './kept-photos';

/** Pictures that wait on this device, each of which may be taken back. */
export function KeptPhotoList({ place, photos }: { place: Place; photos: readonly KeptPhoto[] }) {
  return (
    <div className="mission-photos" data-testid="kept-photos">
      {photos.map((photo) => (
        <Kept key={photo.key} place={place} photo={photo} />
      ))}
    </div>
  );
}

function Kept({ place: kept, photo: { key, file, caption, place, takenOn } }: { place: Place; photo: KeptPhoto }) {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  const queries = useQueryClient();
  const address = useAddressOf(file);
  const forget = async () => {
    await forgetPhoto(key);
    await queries.invalidateQueries({ queryKey: keptPhotosKey(kept) });
  };
  return (
    <figure>
      <img src={address} alt={caption} />
      <Text component="figcaption" size="sm">
        {caption}
        <Text size="xs" className="muted">
          {place}, {formatDay(takenOn, language)} · {t('photos.kept')}
        </Text>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={t('photos.forget', { caption })}
          onClick={() => void forget()}
        >
          {t('form.remove')}
        </Button>
      </Text>
    </figure>
  );
}

/** An address under which the page shows a file of the device. */
function useAddressOf(file: File | null): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!file) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
