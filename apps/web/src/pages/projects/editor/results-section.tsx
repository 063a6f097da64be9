import { ActionIcon, Button, Group, Select, Textarea, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { type Indicator, Indicators } from './indicator-rows';
import type { SectionProps } from './section-props';

interface Activity {
  title: string;
}

interface Output {
  title?: string;
  indicators?: Indicator[];
  activities?: Activity[];
}

interface Outcome {
  title?: string;
  genderAnalysis?: string;
  indicators?: Indicator[];
  outputs?: Output[];
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
  return (
    <>
      <div className="row-fields">
        <Select
          label={t('editor.genderMarker')}
          value={markers['gender'] === undefined ? null : String(markers['gender'])}
          data={levels}
          readOnly={readOnly}
          allowDeselect={false}
          onChange={(level) => level !== null && edit({ markers: { ...markers, gender: Number(level) } })}
        />
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
          <Outputs outputs={outcome.outputs ?? []} set={(outputs) => set(index, { outputs })} readOnly={readOnly} />
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

interface OutputsProps {
  outputs: Output[];
  set: (outputs: Output[]) => void;
  readOnly: boolean;
}

/** What an outcome is reached by: outputs, their indicators, and the activities that make them. */
function Outputs({ outputs, set, readOnly }: OutputsProps) {
  const { t } = useTranslation('projects');
  const change = (at: number, next: Output) =>
    set(outputs.map((one, index) => (index === at ? { ...one, ...next } : one)));
  return (
    <>
      {outputs.map((output, index) => (
        <div className="thread" key={index}>
          <div className="row-line">
            <TextInput
              label={t('editor.output')}
              value={output.title ?? ''}
              readOnly={readOnly}
              onChange={(event) => change(index, { title: event.currentTarget.value })}
            />
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t('editor.remove', { name: output.title || String(index + 1) })}
                onClick={() => set(outputs.filter((_, at) => at !== index))}
              >
                <IconTrash size={18} />
              </ActionIcon>
            )}
          </div>
          <Indicators
            indicators={output.indicators ?? []}
            set={(indicators) => change(index, { indicators })}
            readOnly={readOnly}
          />
          <Textarea
            label={t('editor.outputActivities')}
            autosize
            defaultValue={(output.activities ?? []).map(({ title }) => title).join('\n')}
            readOnly={readOnly}
            onChange={(event) => change(index, { activities: activitiesOf(event.currentTarget.value) })}
          />
        </div>
      ))}
      {!readOnly && (
        <Group>
          <Button variant="subtle" size="xs" onClick={() => set([...outputs, { title: '' }])}>
            {t('editor.addOutput')}
          </Button>
        </Group>
      )}
    </>
  );
}

function activitiesOf(text: string): Activity[] {
  return text
    .split('\n')
    .map((title) => ({ title: title.trim() }))
    .filter(({ title }) => title);
}
