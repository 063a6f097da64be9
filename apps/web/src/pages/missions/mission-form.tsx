import '../../styles/forms.css';
import './missions.css';
import './words';
import { Button, Group, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayField } from '../../forms/day-field';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { type Draft, forgetDraft, keepDraft, keptDraft } from './draft';
import { FindingRows } from './finding-rows';
import { RecommendationRows, TeamRows } from './mission-rows';

interface Props {
  /** Under which the draft is kept on this device: the mission's code, or `nouvelle`. */
  name: string;
  start: Draft;
  pending: boolean;
  save: (draft: Draft) => void;
}

/** A mission written in the field: kept on the device at each key, sent when there is a connection. */
export function MissionForm({ name, start, pending, save }: Props) {
  const { t } = useTranslation('missions');
  const { t: shared } = useTranslation();
  const [kept, setKept] = useState(() => keptDraft(name));
  const [draft, setDraft] = useState(() => kept?.draft ?? start);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    keepDraft(name, next);
  };
  const forget = () => {
    forgetDraft(name);
    setKept(undefined);
    setDraft(start);
  };
  const missing = (field: 'from' | 'to' | 'place' | 'purpose') =>
    tried && draft[field].trim() === '' && shared('form.required');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ([draft.from, draft.to, draft.place, draft.purpose].every((value) => value.trim() !== '')) save(draft);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {kept && <Found day={kept.day} forget={forget} />}
        <div className="card padded">
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <DayField
                label={t('form.from')}
                value={draft.from}
                onChange={(from) => set({ from })}
                error={missing('from')}
                withAsterisk
              />
              <DayField
                label={t('form.to')}
                value={draft.to}
                onChange={(to) => set({ to })}
                error={missing('to')}
                withAsterisk
              />
            </SimpleGrid>
            <TextInput
              label={t('form.place')}
              value={draft.place}
              onChange={(event) => set({ place: event.currentTarget.value })}
              error={missing('place')}
              withAsterisk
            />
            <Textarea
              label={t('form.purpose')}
              value={draft.purpose}
              onChange={(event) => set({ purpose: event.currentTarget.value })}
              error={missing('purpose')}
              autosize
              minRows={2}
              withAsterisk
            />
          </Stack>
        </div>
        <TeamRows draft={draft} set={set} />
        <FindingRows draft={draft} set={set} />
        <RecommendationRows draft={draft} set={set} />
        <Group justify="space-between">
          <Text size="sm" className="muted" role="status">
            {t(navigator.onLine ? 'form.draft' : 'form.offline')}
          </Text>
          <Button type="submit" loading={pending}>
            {t('form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Found({ day, forget }: { day: string; forget: () => void }) {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  return (
    <div className="banner" role="status">
      {t('form.draftFound', { day: formatDay(day, language) })}
      <Button variant="default" size="xs" onClick={forget}>
        {t('form.forget')}
      </Button>
    </div>
  );
}
