import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import type { Actual } from './results-api';

type Counted = NonNullable<Actual['groups']>[number];
type Sex = NonNullable<Counted['sex']>;

/** One group of the people counted, as it is typed. */
export interface GroupRow {
  sex: Sex | null;
  age: string;
  vulnerability: string;
  count: string;
}

const sexes: readonly Sex[] = ['FEMALE', 'MALE', 'OTHER'];

/** The rows that a count of people begins with. */
export function bySex(): GroupRow[] {
  return (['FEMALE', 'MALE'] as const).map((sex) => ({ sex, age: '', vulnerability: '', count: '' }));
}

export function rowsOf(groups: readonly Counted[]): GroupRow[] {
  return groups.map(({ sex = null, age, vulnerability, count }) => ({
    ...{ sex, age: age ?? '', vulnerability: vulnerability ?? '', count },
  }));
}

export function groupsOf(rows: readonly GroupRow[]): Counted[] {
  return rows
    .filter(({ count }) => bare(count))
    .map(({ sex, age, vulnerability, count }) => ({
      ...{ sex, age: age.trim() || null, vulnerability: vulnerability.trim() || null, count: bare(count) },
    }));
}

/** Spaces between thousands are how people write them. */
export function bare(text: string): string {
  return text.replace(/[\s\u00a0\u202f]/g, '');
}

export function isWhole(text: string): boolean {
  return /^\d{0,18}$/.test(bare(text));
}

/** People told apart by sex, age and vulnerability; the groups add up to what is counted. */
export function Groups({ rows, set }: { rows: GroupRow[]; set: (rows: GroupRow[]) => void }) {
  const { t } = useTranslation('results');
  const change = (at: number, next: Partial<GroupRow>) =>
    set(rows.map((row, index) => (index === at ? { ...row, ...next } : row)));
  const names = { FEMALE: t('women'), MALE: t('men'), OTHER: t('other') };
  return (
    <>
      {rows.map((row, index) => (
        <Group key={index} gap="xs" align="end" className="group-row">
          <Select
            label={t('sex')}
            value={row.sex}
            data={sexes.map((value) => ({ value, label: names[value] }))}
            onChange={(sex) => change(index, { sex: sex as Sex | null })}
            clearable
          />
          <TextInput
            label={t('age')}
            placeholder="15-24"
            value={row.age}
            onChange={(event) => change(index, { age: event.currentTarget.value })}
          />
          <TextInput
            label={t('vulnerability')}
            value={row.vulnerability}
            onChange={(event) => change(index, { vulnerability: event.currentTarget.value })}
          />
          <TextInput
            label={t('count')}
            inputMode="numeric"
            value={row.count}
            error={!isWhole(row.count) && t('wholeNumber')}
            onChange={(event) => change(index, { count: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t('removeGroup', { number: index + 1 })}
            onClick={() => set(rows.filter((_, at) => at !== index))}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="subtle"
          size="xs"
          onClick={() => set([...rows, { sex: null, age: '', vulnerability: '', count: '' }])}
        >
          {t('addGroup')}
        </Button>
      </Group>
    </>
  );
}
