import { Checkbox, MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '../../../api/client';
import { disbursements, useProgrammes, useProjects } from '../projects-api';
import { useSession } from '../../../session/session';
import { mayOpen, staff } from '../../page';
import type fr from '../words/fr.json';
import { Purposes } from './purpose-rows';
import type { SectionProps } from './section-props';

type Marker = keyof (typeof fr)['marker'];

/** The gender marker is written with the results framework. */
const markers: readonly Marker[] = [
  'climateAdaptation',
  'climateMitigation',
  'environment',
  'biodiversity',
  'desertification',
  'goodGovernance',
  'disasterRiskReduction',
  'disability',
  'nutrition',
  'reproductiveHealth',
  'tradeDevelopment',
];

/** The codes that donors publish with: what for, what else it serves, which goals; and what the project belongs to. */
export function ClassificationSection({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const { data: lists } = useCodeLists();
  const said = (value.markers ?? {}) as Record<string, number>;
  const levels = (highest: number) =>
    Array.from({ length: highest + 1 }, (_, level) => ({ value: String(level), label: String(level) }));
  return (
    <>
      <Purposes value={value} edit={edit} readOnly={readOnly} codes={lists?.purposes ?? []} />
      <div className="row-fields">
        {markers.map((marker) => (
          <Select
            key={marker}
            label={t(`marker.${marker}`)}
            value={said[marker] === undefined ? null : String(said[marker])}
            data={levels(lists?.markers[marker] ?? 2)}
            placeholder="—"
            readOnly={readOnly}
            clearable={!readOnly}
            onChange={(level) => {
              const { [marker]: _, ...others } = said;
              edit({ markers: level === null ? others : { ...others, [marker]: Number(level) } });
            }}
          />
        ))}
      </div>
      <MultiSelect
        label={t('editor.sdgs')}
        description={t('editor.sdgsHelp')}
        data={lists?.sdgTargets ?? []}
        value={value.sdgs ?? []}
        readOnly={readOnly}
        searchable
        onChange={(sdgs) => edit({ sdgs })}
      />
      <Checkbox
        label={t('editor.humanitarian')}
        checked={value.humanitarian ?? false}
        disabled={readOnly}
        onChange={(event) => edit({ humanitarian: event.currentTarget.checked })}
      />
      <Belongings value={value} edit={edit} readOnly={readOnly} />
    </>
  );
}

/** Its programme, and the project it continues; cities see their own projects only. */
function Belongings({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const { data: projects } = useProjects();
  const others = (projects?.items ?? []).filter(({ code }) => code !== value.code);
  return (
    <div className="row-fields">
      <Select
        label={t('editor.previousPhase')}
        data={others.map(({ code, title }) => ({ value: code, label: title }))}
        value={value.previousPhase ?? null}
        readOnly={readOnly}
        clearable={!readOnly}
        searchable
        onChange={(previousPhase) => edit({ previousPhase })}
      />
      <ProgrammeSelect value={value} edit={edit} readOnly={readOnly} />
    </div>
  );
}

function ProgrammeSelect(props: SectionProps) {
  const { data: person } = useSession();
  return mayOpen(person, staff) && props.value.programme !== props.value.code ? (
    <StaffProgrammeSelect {...props} />
  ) : null;
}

function StaffProgrammeSelect({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const { data: programmes } = useProgrammes();
  const same = (programmes?.items ?? []).filter(({ instrument }) => instrument === value.instrument);
  return (
    <Select
      label={t('fact.programme')}
      data={same.map(({ code, title }) => ({ value: code, label: title }))}
      value={value.programme ?? null}
      readOnly={readOnly}
      clearable={!readOnly}
      onChange={(programme) => edit({ programme })}
    />
  );
}

function useCodeLists() {
  return useQuery({
    queryKey: ['code-lists'],
    queryFn: () => answered(disbursements.GET('/api/disbursements/code-lists')),
    staleTime: Infinity,
    meta: { live: false },
  });
}
