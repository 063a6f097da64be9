import { Button, Fieldset, Group, Modal, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { bare, bySex, type GroupRow, Groups, groupsOf, isWhole, rowsOf } from './groups';
import { type Actual, disbursements, type Indicator, keys, type ResultPeriod, type Results } from './results-api';

/** What is typed for an indicator; numbers are whole and of any length. */
interface Entry {
  numerator: string;
  denominator: string;
  groups: GroupRow[];
  comment: string;
}

type Entries = Record<string, Entry>;

interface Props {
  results: Results;
  period: ResultPeriod;
  close: () => void;
}

/** What was reached over a period, indicator by indicator; what is left blank is not measured yet. */
export function EnterActuals({ results, period, close }: Props) {
  const { t } = useTranslation('results');
  const { t: shared } = useTranslation();
  const [entries, setEntries] = useState(() => entriesOf(results, period));
  const act = useAct({
    send: (actuals: Actual[], headers) =>
      answered(
        disbursements.PUT('/api/disbursements/projects/{id}/results/{period}', {
          params: { path: { id: results.project, period: period.id } },
          body: { actuals },
          headers: { ...headers, 'if-match': `"${period.version}"` },
        }),
      ),
    refresh: [keys.results(results.project)],
    done: () => {
      close();
      return { title: t('entered') };
    },
  });
  const wrong = Object.values(entries).some((entry) => numbersOf(entry).some((text) => !isWhole(text)));
  return (
    <Modal opened onClose={close} size="lg" title={t('enter')} closeButtonProps={{ 'aria-label': shared('act.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) act.mutate(actualsOf(results, entries));
        }}
      >
        <Stack gap="md">
          {results.indicators.map((indicator) => (
            <IndicatorEntry
              key={indicator.key}
              indicator={indicator}
              entry={entries[indicator.key] ?? nothing}
              set={(entry) => setEntries({ ...entries, [indicator.key]: entry })}
            />
          ))}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('enter')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface EntryProps {
  indicator: Indicator;
  entry: Entry;
  set: (entry: Entry) => void;
}

function IndicatorEntry({ indicator, entry, set }: EntryProps) {
  const { t } = useTranslation('results');
  const { title, unit, measure, disaggregated } = indicator;
  const number = (name: 'numerator' | 'denominator', label: string) => (
    <TextInput
      label={label}
      inputMode="numeric"
      value={entry[name]}
      onChange={(event) => set({ ...entry, [name]: event.currentTarget.value })}
      error={!isWhole(entry[name]) && t('wholeNumber')}
    />
  );
  return (
    <Fieldset legend={unit ? `${title} (${unit})` : title}>
      <Stack gap="sm">
        {measure !== 'QUALITATIVE' && (
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            {number('numerator', t('numerator'))}
            {measure === 'PERCENT' && number('denominator', t('denominator'))}
          </SimpleGrid>
        )}
        {measure !== 'QUALITATIVE' && (disaggregated || entry.groups.length > 0) && (
          <Groups rows={entry.groups} set={(groups) => set({ ...entry, groups })} />
        )}
        <Textarea
          label={t('comment')}
          value={entry.comment}
          onChange={(event) => set({ ...entry, comment: event.currentTarget.value })}
          autosize
          minRows={1}
        />
      </Stack>
    </Fieldset>
  );
}

const nothing: Entry = { numerator: '', denominator: '', groups: [], comment: '' };

function numbersOf({ numerator, denominator, groups }: Entry): string[] {
  return [numerator, denominator, ...groups.map(({ count }) => count)];
}

function entriesOf({ indicators }: Results, { actuals }: ResultPeriod): Entries {
  return Object.fromEntries(
    indicators.map(({ key, disaggregated }) => {
      const actual = actuals.find(({ indicator }) => indicator === key);
      const numbers = { numerator: actual?.numerator ?? '', denominator: actual?.denominator ?? '' };
      const counted = rowsOf(actual?.groups ?? []);
      const groups = counted.length === 0 && disaggregated ? bySex() : counted;
      return [key, { ...numbers, groups, comment: actual?.comment ?? '' }];
    }),
  );
}

function actualsOf({ indicators }: Results, entries: Entries): Actual[] {
  return indicators.flatMap(({ key, measure }) => {
    const entry = entries[key] ?? nothing;
    const [numerator, denominator] = [bare(entry.numerator), bare(entry.denominator)];
    const measured = measure === 'QUALITATIVE' ? entry.comment.trim() !== '' : numerator !== '';
    if (!measured) return [];
    return [
      {
        indicator: key,
        numerator: numerator || null,
        denominator: denominator || null,
        groups: groupsOf(entry.groups),
        comment: entry.comment.trim() || null,
      },
    ];
  });
}
