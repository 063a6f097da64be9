import { ActionIcon, Button, Checkbox, Group, Select, Textarea, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import type { SectionProps } from './section-props';

interface Indicator {
  title?: string;
  unit?: string;
  baseline?: string;
  target?: string;
  disaggregatedBySex?: boolean;
}

interface Outcome {
  title?: string;
  genderAnalysis?: string;
  indicators?: Indicator[];
}

/** The Cadre de rendement: expected outcomes, their indicators, and what they say of women and men. */
export function ResultsSection({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const framework = value.resultsFramework ?? {};
  const outcomes = Array.isArray(framework['outcomes']) ? (framework['outcomes'] as Outcome[]) : [];
  const markers = (value.markers ?? {}) as Record<string, number>;
  const keep = (next: Outcome[]) => edit({ resultsFramework: { ...framework, outcomes: next } });
  const set = (at: number, change: Outcome) =>
    keep(outcomes.map((outcome, index) => (index === at ? { ...outcome, ...change } : outcome)));
  const levels = [0, 1, 2].map((level) => ({ value: String(level), label: t(`editor.gender${level as 0 | 1 | 2}`) }));
  const mark = (marker: string, level: string | null) =>
    level !== null && edit({ markers: { ...markers, [marker]: Number(level) } });
  return (
    <>
      <div className="row-fields">
        {(['gender', 'climateAdaptation'] as const).map((marker) => (
          <Select
            key={marker}
            label={marker === 'gender' ? t('editor.genderMarker') : t('editor.climateMarker')}
            value={markers[marker] === undefined ? null : String(markers[marker])}
            data={levels}
            readOnly={readOnly}
            allowDeselect={false}
            onChange={(level) => mark(marker, level)}
          />
        ))}
      </div>
      {outcomes.map((outcome, index) => (
        <div className="thread" key={index}>
          <div className="row-line">
            <TextInput
              label={t('editor.outcome')}
              value={outcome.title ?? ''}
              readOnly={readOnly}
              onChange={(event) => set(index, { title: event.currentTarget.value })}
            />
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t('editor.remove', { name: outcome.title || String(index + 1) })}
                onClick={() => keep(outcomes.filter((_, at) => at !== index))}
              >
                <IconTrash size={18} />
              </ActionIcon>
            )}
          </div>
          <Textarea
            label={t('editor.genderAnalysis')}
            autosize
            value={outcome.genderAnalysis ?? ''}
            readOnly={readOnly}
            onChange={(event) => set(index, { genderAnalysis: event.currentTarget.value })}
          />
          <Indicators
            indicators={outcome.indicators ?? []}
            set={(indicators) => set(index, { indicators })}
            readOnly={readOnly}
          />
        </div>
      ))}
      {!readOnly && (
        <Group>
          <Button variant="default" size="xs" onClick={() => keep([...outcomes, { title: '', indicators: [{}] }])}>
            {t('editor.addOutcome')}
          </Button>
        </Group>
      )}
    </>
  );
}

interface IndicatorsProps {
  indicators: Indicator[];
  set: (indicators: Indicator[]) => void;
  readOnly: boolean;
}

function Indicators({ indicators, set, readOnly }: IndicatorsProps) {
  const { t } = useTranslation('projects');
  const change = (at: number, next: Indicator) =>
    set(indicators.map((one, index) => (index === at ? { ...one, ...next } : one)));
  return (
    <>
      {indicators.map((indicator, index) => (
        <div className="row-line" key={index}>
          {(['title', 'unit', 'baseline', 'target'] as const).map((field) => (
            <TextInput
              key={field}
              label={field === 'title' ? t('editor.indicator') : t(`editor.${field}`)}
              value={indicator[field] ?? ''}
              readOnly={readOnly}
              onChange={(event) => change(index, { [field]: event.currentTarget.value })}
            />
          ))}
          <Checkbox
            label={t('editor.bySex')}
            checked={indicator.disaggregatedBySex ?? false}
            disabled={readOnly}
            onChange={(event) => change(index, { disaggregatedBySex: event.currentTarget.checked })}
          />
        </div>
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
