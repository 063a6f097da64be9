import '../../styles/forms.css';
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useSession } from '../../session/session';
import { disbursements, keys, useCities } from './projects-api';
import { themes } from './themes';

interface Opening {
  title: string;
  theme: string;
  city: string;
  instrument: 'COOPERATION' | 'GOVERNANCE';
}

/** What a dossier needs to exist; the rest is written in it. A city opens its own. */
export default function NewDossier({ close }: { close: () => void }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const { data: person } = useSession();
  const navigate = useNavigate();
  const own = person?.roles.every((role) => role === 'city') ?? false;
  const [opening, setOpening] = useState<Opening>({ title: '', theme: '', city: '', instrument: 'COOPERATION' });
  const [tried, setTried] = useState(false);
  const open = useAct({
    send: ({ city, ...body }: Opening, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects', {
          body: { ...body, ...(!own && { city }) },
          headers: { ...headers },
        }),
      ),
    refresh: [keys.projects],
    done: ({ code }) => {
      close();
      void navigate({ to: '/projets/$id', params: { id: code }, search: { onglet: 'dossier' } });
      return { title: t('newDossier.done') };
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (opening.title.trim() && opening.theme && (own || opening.city)) open.mutate(opening);
  };
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('newDossier.title')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('newDossier.projectTitle')}
            withAsterisk
            data-autofocus
            maxLength={300}
            value={opening.title}
            error={tried && !opening.title.trim() && t('newDossier.titleMissing')}
            onChange={(event) => setOpening({ ...opening, title: event.currentTarget.value })}
          />
          {!own && <CityChoice value={opening.city} tried={tried} pick={(city) => setOpening({ ...opening, city })} />}
          <Select
            label={t('editor.theme')}
            withAsterisk
            value={opening.theme || null}
            data={themes.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
            error={tried && !opening.theme && t('newDossier.themeMissing')}
            onChange={(theme) => setOpening({ ...opening, theme: theme ?? '' })}
          />
          {!own && (
            <Select
              label={t('fact.instrument')}
              value={opening.instrument}
              allowDeselect={false}
              data={(['COOPERATION', 'GOVERNANCE'] as const).map((value) => ({
                value,
                label: shared(`instrument.${value}`),
              }))}
              onChange={(instrument) =>
                setOpening({ ...opening, instrument: (instrument ?? 'COOPERATION') as Opening['instrument'] })
              }
            />
          )}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={open.isPending}>
              {t('newDossier.act')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function CityChoice({ value, tried, pick }: { value: string; tried: boolean; pick: (city: string) => void }) {
  const { t } = useTranslation('projects');
  const { data } = useCities();
  return (
    <Select
      label={t('newDossier.city')}
      withAsterisk
      searchable
      value={value || null}
      data={(data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
      error={tried && !value && t('newDossier.cityMissing')}
      onChange={(city) => pick(city ?? '')}
    />
  );
}
