import type { Dossier, ProjectView } from '../projects-api';

/** A part of the editor shows the dossier as it is being written, and says what it changes. */
export interface SectionProps {
  value: ProjectView;
  edit: (change: Dossier) => void;
  readOnly: boolean;
}
