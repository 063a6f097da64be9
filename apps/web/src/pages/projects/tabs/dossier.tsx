import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../session/session';
import { mayOpen } from '../../page';
import { Checklist } from '../checklist';
import { BudgetSection } from '../editor/budget-section';
import { ClassificationSection } from '../editor/classification-section';
import { DocumentsSection } from '../editor/documents-section';
import { LocationSection } from '../editor/location-section';
import { NarrativeSection } from '../editor/narrative-section';
import { PlanSection } from '../editor/plan-section';
import { ResultsSection } from '../editor/results-section';
import { SaveLine } from '../editor/save-line';
import { ScheduleSection } from '../editor/schedule-section';
import { SectionCard } from '../editor/section-card';
import { useDraft } from '../editor/use-draft';
import { MoveSection } from '../move-section';
import type { ProjectView } from '../projects-api';

/** Each part with the fields of which its inputs keep a text of their own. */
const written = [
  { section: 'narrative', Fields: NarrativeSection, fields: [] },
  { section: 'classification', Fields: ClassificationSection, fields: ['purposeCodes'] },
  { section: 'results', Fields: ResultsSection, fields: ['resultsFramework'] },
  { section: 'budget', Fields: BudgetSection, fields: ['budgetLines', 'localCurrency', 'exchangeRate'] },
  { section: 'plan', Fields: PlanSection, fields: ['financingPlan', 'cofinancing'] },
  { section: 'schedule', Fields: ScheduleSection, fields: ['period', 'schedule', 'phases'] },
  { section: 'location', Fields: LocationSection, fields: ['location', 'implementers'] },
] as const;

const frozen: readonly ProjectView['state'][] = ['TABLED', 'CLOSED', 'CANCELLED', 'REJECTED'];

/** The dossier as it is written, saved as one goes, with what is missing and what was said about each part. */
export default function DossierTab({ project }: { project: ProjectView }) {
  const { t } = useTranslation('projects');
  const { data: person } = useSession();
  const draft = useDraft(project);
  const city = person?.roles.every((role) => role === 'city') ?? false;
  const writer = person ? mayOpen(person, ['project-officer', 'city']) : false;
  const changes = city ? project.state === 'DRAFT' : !frozen.includes(project.state);
  const readOnly = !writer || !changes;
  return (
    <div className="two-columns">
      <Stack gap="md">
        {writer && !changes && (
          <Text size="sm" className="banner">
            {city ? t('editor.cityFrozen') : t('editor.frozen')}
          </Text>
        )}
        {written.map(({ section, Fields, fields }) => (
          <SectionCard key={section} section={section} project={project.code}>
            <Fields key={draft.begun(fields)} value={draft.value} edit={draft.edit} readOnly={readOnly} />
          </SectionCard>
        ))}
        <SectionCard section="documents" project={project.code}>
          <DocumentsSection project={project.code} />
        </SectionCard>
        <SectionCard section="general" project={project.code} />
      </Stack>
      <Stack gap="md" className="dossier-side">
        <SaveLine draft={draft} />
        <Checklist checklist={project.checklist} />
        <MoveSection project={project} />
      </Stack>
    </div>
  );
}
