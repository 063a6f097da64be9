import { ActionIcon, Button, Checkbox, Group, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';

export interface Indicator {
  title?: string;
  unit?: string;
  baseline?: string;
  target?: string;
  /** Said in words rather than counted. */
  measure?: 'QUALITATIVE';
  disaggregatedBySex?: boolean;
  disaggregatedByAge?: boolean;
  disaggregatedByVulnerability?: boolean;
}

const told = [
  ['disaggregatedBySex', 'bySex'],
  ['disaggregatedByAge', 'byAge'],
  ['disaggregatedByVulnerability', 'byVulnerability'],
] as const;

interface Props {
  indicators: Indicator[];
  set: (indicators: Indicator[]) => void;
  readOnly: boolean;
}

/** Indicators of an outcome or an output: from where to where, and how people are told apart. */
export function Indicators({ indicators, set, readOnly }: Props) {
  const { t } = useTranslation('projects');
  const change = (at: number, next: Indicator) =>
    set(indicators.map((one, index) => (index === at ? { ...one, ...next } : one)));
  return (
    <>
      {indicators.map((indicator, index) => (
        <fieldset key={index} className="indicator" aria-label={t('editor.measure', { number: index + 1 })}>
          <div className="row-line">
            {(['title', 'unit', 'baseline', 'target'] as const).map((field) => (
              <TextInput
                key={field}
                label={field === 'title' ? t('editor.indicator') : t(`editor.${field}`)}
                value={indicator[field] ?? ''}
                readOnly={readOnly}
                onChange={(event) => change(index, { [field]: event.currentTarget.value })}
              />
            ))}
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t('editor.remove', { name: indicator.title || String(index + 1) })}
                onClick={() => set(indicators.filter((_, at) => at !== index))}
              >
                <IconTrash size={18} />
              </ActionIcon>
            )}
          </div>
          <Group gap="md">
            {told.map(([field, word]) => (
              <Checkbox
                key={field}
                label={t(`editor.${word}`)}
                checked={indicator[field] ?? false}
                disabled={readOnly}
                onChange={(event) => change(index, { [field]: event.currentTarget.checked })}
              />
            ))}
            <Checkbox
              label={t('editor.qualitative')}
              checked={indicator.measure === 'QUALITATIVE'}
              disabled={readOnly}
              onChange={(event) => {
                const { measure: _, ...counted } = indicator;
                const next = event.currentTarget.checked ? { ...counted, measure: 'QUALITATIVE' as const } : counted;
                set(indicators.map((one, at) => (at === index ? next : one)));
              }}
            />
          </Group>
        </fieldset>
      ))}
      {!readOnly && (
        <Group>
          <Button variant="subtle" size="xs" onClick={() => set([...indicators, {}])}>
            {t('editor.addIndicator')}
          </Button>
        </Group>
      )}
    </>
  );
}
