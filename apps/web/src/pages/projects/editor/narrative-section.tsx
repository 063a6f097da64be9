import { Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { themes } from '../themes';
import { AgreedNote } from './agreed-note';
import type { SectionProps } from './section-props';

const parts = ['context', 'objectives', 'activities', 'sustainability'] as const;

/** Title, theme and the four parts of the narrative. */
export function NarrativeSection({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const narrative = value.narrative ?? {};
  const agreed = value.agreedTerms.includes('objectives');
  return (
    <>
      <TextInput
        label={t('editor.projectTitle')}
        value={value.title}
        readOnly={readOnly}
        maxLength={300}
        onChange={(event) => event.currentTarget.value.trim() && edit({ title: event.currentTarget.value })}
      />
      <Select
        label={t('editor.theme')}
        value={value.theme}
        readOnly={readOnly}
        allowDeselect={false}
        data={themes.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
        onChange={(theme) => theme && edit({ theme })}
      />
      <AgreedNote value={value} term="objectives" />
      {parts.map((part) => (
        <Textarea
          key={part}
          label={t(`editor.${part}`)}
          description={t(`editor.${part}Help`)}
          autosize
          minRows={3}
          readOnly={readOnly || (part === 'objectives' && agreed)}
          value={textOf(narrative[part])}
          onChange={(event) => edit({ narrative: { ...narrative, [part]: event.currentTarget.value } })}
        />
      ))}
    </>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
