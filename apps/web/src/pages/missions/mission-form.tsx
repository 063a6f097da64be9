import '../../styles/forms.css';
import './missions.css';
import './words';
import { Button, Group, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayField } from '../../forms/day-field';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { useConnection } from '../emergency/offline';
import { ConflictPanel } from './conflict-panel';
import { blanksOf, type Draft } from './draft';
import { FindingRows } from './finding-rows';
import { forgetDraft, keepDraft, keptDraft, type Place } from './kept-draft';
import { forgetPhotos, keptPhotosKey } from './kept-photos';
import { RecommendationRows, TeamRows } from './mission-rows';
import { PhotoDrafts } from './photo-drafts';

interface Props {
  /** Where the draft is kept on this device. */
  place: Place;
  start: Draft;
  /** Version that `start` is; 0 for a mission that is still to be entered. */
  version: number;
  /** Who saved that version, and when. */
  changed?: { person: string; at: string } | undefined;
  pending: boolean;
  /** Whether what was saved waits for a connection. */
  waits: boolean;
  save: (text: { draft: Draft; base: number }) => void;
}

/** A mission written in the field: kept on the device at each key, sent when there is a connection. */
export function MissionForm({ place, start, version, changed, pending, waits, save }: Props) {
  const { t } = useTranslation('missions');
  const { t: shared } = useTranslation();
  const [kept, setKept] = useState(() => keptDraft(place));
  const [draft, setDraft] = useState(() => kept?.draft ?? start);
  // A text kept before versions were is taken for one begun from an older one: it is compared before it is sent.
  const [base, setBase] = useState(() => (kept ? (kept.base ?? 0) : version));
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    keepDraft(place, next, base);
  };
  // What was sent and has no answer yet may be what was saved: it goes again first.
  const conflicts = !pending && version !== base && keptDraft(place)?.attempt === undefined;
  const queries = useQueryClient();
  const { online } = useConnection();
  const forget = async () => {
    forgetDraft(place);
    await forgetPhotos(place);
    await queries.invalidateQueries({ queryKey: keptPhotosKey(place) });
    setKept(undefined);
    setDraft(start);
    setBase(version);
  };
  const blanks = tried ? blanksOf(draft) : new Set<string>();
  const missing = (field: 'from' | 'to' | 'place' | 'purpose') =>
    tried && draft[field].trim() === '' && shared('form.required');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (conflicts) document.getElementById('conflict')?.focus();
    else send(base);
  };
  const send = (from: number) => {
    setTried(true);
    const whole = [draft.from, draft.to, draft.place, draft.purpose].every((value) => value.trim() !== '');
    if (!whole || blanksOf(draft).size > 0) return;
    setBase(from);
    save({ draft, base: from });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {conflicts && (
          <ConflictPanel
            key={version}
            draft={draft}
            saved={start}
            by={changed}
            asked={tried}
            pending={pending}
            change={set}
            save={() => send(version)}
          />
        )}
        {kept && <Found day={kept.day} forget={() => void forget()} />}
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
        <TeamRows draft={draft} set={set} blanks={blanks} />
        <FindingRows draft={draft} set={set} blanks={blanks} />
        <RecommendationRows draft={draft} set={set} blanks={blanks} />
        <PhotoDrafts place={place} draft={draft} />
        <Group justify="space-between">
          <Text size="sm" className="muted" role="status">
            {t(waits ? 'form.keptNow' : online ? 'form.draft' : 'form.offline')}
          </Text>
          {blanks.size > 0 && (
            <Text size="sm" c="var(--warn)" role="alert">
              {t('form.blanks')}
            </Text>
          )}
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
