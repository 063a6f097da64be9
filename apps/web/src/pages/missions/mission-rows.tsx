import { Button, Group, Select, SimpleGrid, Stack, Textarea, TextInput, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DayField } from '../../forms/day-field';
import type { Draft } from './draft';
import { useProjectNames } from './missions-api';

interface Props {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  /** What begun rows leave blank, as {@link blanksOf} names it. */
  blanks: ReadonlySet<string>;
}

type List = 'team' | 'recommendations';
type Row<Name extends List> = Draft[Name][number];

/** Changes, adds and takes out rows of one of a draft's lists. */
function rowsOf<Name extends List>(name: Name, { draft, set }: Pick<Props, 'draft' | 'set'>) {
  const rows = draft[name] as Row<Name>[];
  const put = (next: Row<Name>[]) => set({ [name]: next } as Partial<Draft>);
  return {
    rows,
    add: (row: Omit<Row<Name>, 'key'>) => put([...rows, { ...row, key: crypto.randomUUID() } as Row<Name>]),
    change: (key: string, part: Partial<Row<Name>>) =>
      put(rows.map((row) => (row.key === key ? { ...row, ...part } : row))),
    remove: (key: string) => put(rows.filter((row) => row.key !== key)),
  };
}

/** Who goes. */
export function TeamRows(props: Props) {
  const { t } = useTranslation('missions');
  const { rows, add, change, remove } = rowsOf('team', props);
  const blank = useBlank(props.blanks);
  return (
    <Section title={t('form.team')} add={t('form.addMember')} onAdd={() => add({ name: '', role: '' })}>
      {rows.map(({ key, name, role }) => (
        <SimpleGrid key={key} cols={{ base: 1, sm: 3 }}>
          <TextInput
            label={t('form.name')}
            value={name}
            onChange={(event) => change(key, { name: event.currentTarget.value })}
          />
          <TextInput
            label={t('form.role')}
            value={role}
            onChange={(event) => change(key, { role: event.currentTarget.value })}
            error={blank(`${key}.role`)}
            withAsterisk
          />
          <Remove onClick={() => remove(key)} />
        </SimpleGrid>
      ))}
    </Section>
  );
}

/** What is asked of whom, by when. */
export function RecommendationRows(props: Props) {
  const { t } = useTranslation('missions');
  const { data: projects } = useProjectNames();
  const { rows, add, change, remove } = rowsOf('recommendations', props);
  const blank = useBlank(props.blanks);
  return (
    <Section
      title={t('form.recommendations')}
      add={t('form.addRecommendation')}
      onAdd={() => add({ project: '', text: '', owner: '', dueOn: '' })}
    >
      {rows.map(({ key, project, text, owner, dueOn }) => (
        <Stack key={key} gap="xs">
          <Textarea
            label={t('form.recommendation')}
            value={text}
            onChange={(event) => change(key, { text: event.currentTarget.value })}
            error={blank(`${key}.text`)}
            autosize
            minRows={2}
            withAsterisk
          />
          <SimpleGrid cols={{ base: 1, sm: 4 }}>
            <TextInput
              label={t('form.owner')}
              value={owner}
              onChange={(event) => change(key, { owner: event.currentTarget.value })}
              error={blank(`${key}.owner`)}
              withAsterisk
            />
            <DayField
              label={t('form.dueOn')}
              value={dueOn}
              onChange={(day) => change(key, { dueOn: day })}
              error={blank(`${key}.dueOn`)}
              withAsterisk
            />
            <Select
              label={t('form.project')}
              data={(projects?.items ?? []).map(({ code, title }) => ({ value: code, label: title }))}
              value={project || null}
              onChange={(value) => change(key, { project: value ?? '' })}
              searchable
              clearable
            />
            <Remove onClick={() => remove(key)} />
          </SimpleGrid>
        </Stack>
      ))}
    </Section>
  );
}

/** Says of a field that a begun row needs it. */
export function useBlank(blanks: ReadonlySet<string>): (path: string) => string | false {
  const { t } = useTranslation();
  return (path) => blanks.has(path) && t('form.required');
}

interface SectionProps {
  title: string;
  add: string;
  onAdd: () => void;
  children: ReactNode;
}

function Section({ title, add, onAdd, children }: SectionProps) {
  return (
    <section className="card padded" aria-label={title}>
      <Stack gap="md">
        <Title order={2}>{title}</Title>
        {children}
        <Group>
          <Button variant="default" onClick={onAdd}>
            {add}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}

function Remove({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('missions');
  return (
    <Group align="end">
      <Button variant="subtle" size="xs" onClick={onClick}>
        {t('form.remove')}
      </Button>
    </Group>
  );
}
